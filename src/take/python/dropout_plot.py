try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None  # the numbers above are the same without it

if plt:
    for name, (training, test) in zip(("inverted", "the book's"), RUNS):
        outputs = np.array([hidden[0][WATCHED] for hidden, _ in training])
        (line,) = plt.plot(np.cumsum(outputs) / np.arange(1, STEPS + 1), label=f"{name}: mean in training")
        plt.axhline(test[0][0][WATCHED], linestyle="--", color=line.get_color(), label=f"{name}: at test")
    plt.xlabel("step")
    plt.legend()
    plt.show()
