def residuals(x, y):
    return 1.5 - x + x * y, 2.25 - x + x * (y * y), 2.625 - x + x * (y * y * y)


def loss(x, y):
    a, b, c = residuals(x, y)
    return a * a + b * b + c * c


def gradient(x, y):
    a, b, c = residuals(x, y)
    dx = a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)
    dy = a * x + b * 2 * x * y + c * 3 * x * y * y
    return 2 * dx, 2 * dy
