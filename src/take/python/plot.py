try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None  # the numbers above are the same without it

if plt:
    x, y = np.meshgrid(np.linspace(*X, 200), np.linspace(*Y, 200))
    height = loss(x, y)
    plt.contour(x, y, np.log1p(height - height.min()), levels=20, colors="silver", linewidths=0.7)
    for name, (path, _) in WALKS.items():
        plt.plot([here["x"] for here in path], [here["y"] for here in path], "o-", markersize=3, label=name)
    plt.xlim(*X)
    plt.ylim(*Y)
    plt.xlabel("x")
    plt.ylabel("y")
    plt.legend()
    plt.show()
