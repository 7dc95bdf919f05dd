def loss(x, y):
    return (x * x - y * y) / 2 + (y * y) * (y * y) / 4


def gradient(x, y):
    return x, y * y * y - y
