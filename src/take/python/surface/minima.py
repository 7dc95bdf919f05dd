def loss(x, y):
    return (x * x + y * y) / 20 + 2 - np.cos(x) - np.cos(y)


def gradient(x, y):
    return x / 10 + np.sin(x), y / 10 + np.sin(y)
