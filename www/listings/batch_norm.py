import numpy as np


class BatchNorm:
    """x̂ = (x − μ) / √(σ² + ε),  y = γx̂ + β;  dx = γ / √(σ² + ε) · (dy − mean dy − x̂ · mean dy·x̂)

    Ioffe & Szegedy 2015, arXiv 1502.03167.
    """

    epsilon, momentum = 1e-5, 0.9

    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta
        self.running = None  # (μ, σ²) for inference

    def forward(self, x, training=True):
        if training:
            batch = np.stack([x.mean(axis=0), x.var(axis=0)])
            old = batch if self.running is None else self.running
            self.running = self.momentum * old + (1 - self.momentum) * batch
        mean, variance = batch if training else self.running  # μ ← Σx / n
        self.std = np.sqrt(variance + self.epsilon)
        self.x_hat = (x - mean) / self.std  # x̂ ← (x − μ) / √(σ² + ε)
        return self.gamma * self.x_hat + self.beta  # y ← γx̂ + β

    def backward(self, dy):
        self.dbeta = dy.sum(axis=0)  # dβ ← Σ dy
        self.dgamma = (dy * self.x_hat).sum(axis=0)  # dγ ← Σ dy·x̂
        means = (self.dbeta + self.x_hat * self.dgamma) / len(dy)
        return self.gamma / self.std * (dy - means)  # dx ← γ/√(σ²+ε) · (dy − mean dy − x̂ · mean dy·x̂)
