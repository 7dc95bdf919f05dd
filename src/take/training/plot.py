def plot():
    """The loss of the minibatches, and the accuracies: test or validation images dashed."""
    from matplotlib import font_manager, pyplot as plt

    known = {font.name for font in font_manager.fontManager.ttflist}
    hangul = ["Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic", "Noto Sans CJK KR"]
    plt.rcParams["font.family"] = [font for font in hangul if font in known] + ["DejaVu Sans"]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
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


try:
    plot()
except ImportError:
    print(WORDS["plotless"])
