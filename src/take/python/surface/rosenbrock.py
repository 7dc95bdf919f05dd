def loss(x, y):
    a, b = 1 - x, y - x * x
    return a * a + 100 * (b * b)


def gradient(x, y):
    off = y - x * x
    return -2 * (1 - x) - 400 * x * off, 200 * off
