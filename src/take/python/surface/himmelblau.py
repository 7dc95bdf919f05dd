def loss(x, y):
    a, b = x * x + y - 11, x + y * y - 7
    return a * a + b * b


def gradient(x, y):
    a, b = x * x + y - 11, x + y * y - 7
    return 4 * x * a + 2 * b, 2 * a + 4 * y * b
