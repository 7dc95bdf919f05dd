import numpy as np


def std(name, fan_in, fan_out, s=0.01):
    """n = fan-in. Glorot & Bengio 2010; He et al. 2015, arXiv 1502.01852."""
    rule = name.removesuffix("-uniform")
    if rule == "xavier":
        s = np.sqrt(1 / fan_in)  # s ← √(1/n)
    if rule == "glorot":
        s = np.sqrt(2 / (fan_in + fan_out))  # s ← √(2/(in+out))
    if rule == "he":
        s = np.sqrt(2 / fan_in)  # s ← √(2/n)
    return 0.0 if rule == "zero" else s


def draw(name, fan_in, fan_out, rng, s=0.01):
    s = std(name, fan_in, fan_out, s)
    if name.endswith("-uniform"):
        bound = np.sqrt(3) * s  # U(±a) has the variance a²/3
        return rng.uniform(-bound, bound, (fan_in, fan_out))
    return s * rng.standard_normal((fan_in, fan_out))
