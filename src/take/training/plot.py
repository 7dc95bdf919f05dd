def plot(plt):
    """The loss of the minibatches, and the accuracies: test and validation images dashed."""
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    for number, result in enumerate(RESULTS):
        colour = f"C{number % 10}"
        left.plot(result["losses"], color=colour, linewidth=0.6, label=result["name"])
        for split, line in dict(train="-", validation="--", test="--").items():
            marks = [mark for mark in result["marks"] if split in mark]
            right.plot([m["iteration"] for m in marks], [m[split][1] for m in marks], line, color=colour)
    left.set(xlabel=WORDS["iterations"], ylabel=WORDS["loss"], yscale="log" if LOG_AXIS else "linear")
    right.set(xlabel=WORDS["iterations"], ylabel=WORDS["accuracy"], ylim=(0, 1.02))
    if len(RESULTS) <= 10:
        left.legend()
    plt.show()
