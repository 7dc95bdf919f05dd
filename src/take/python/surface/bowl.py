ANISOTROPY = 20.0


def loss(x, y):
    return x * x / ANISOTROPY + y * y


def gradient(x, y):
    return 2 * x / ANISOTROPY, 2 * y
