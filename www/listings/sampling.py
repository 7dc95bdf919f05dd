from math import isqrt

import numpy as np


def at(low, high, share):
    """The number at a share of the way from low to high, in logarithms."""
    return 10 ** (np.log10(low) + share * (np.log10(high) - np.log10(low)))


def at_random(count, x, y, rng):
    """Bergstra & Bengio 2012: n trials try n values of each."""
    u, v = rng.random((2, count))
    return at(*x, u), at(*y, v)


def on_a_grid(count, x, y):
    """n trials try only √n values of each."""
    rows = isqrt(count)
    columns = [count * (row + 1) // rows - count * row // rows for row in range(rows)]
    u = np.concatenate([(np.arange(n) + 0.5) / n for n in columns])
    v = np.repeat((np.arange(rows) + 0.5) / rows, columns)
    return at(*x, u), at(*y, v)
