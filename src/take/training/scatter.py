def plot(plt):
    """Sealed, how the validation scores spread; open, what each candidate is worth in truth."""
    _, axes = plt.subplots(layout="constrained")
    if OPENED:
        axes.scatter([each[CHOSEN_BY] for each in RESULTS], [each["truth"] for each in RESULTS])
        axes.set(xlabel=WORDS[CHOSEN_BY], ylabel=WORDS["truth"])
    else:
        axes.hist([each["validation"] for each in RESULTS])
        axes.set(xlabel=WORDS["validation"])
    plt.show()
