import numpy as np


class Affine:
    """Y = X·W + b;  dW = Xᵀ·dY,  db = Σ dY,  dX = dY·Wᵀ"""

    def __init__(self, W, b):
        self.W, self.b = W, b  # (in, out), (out,)

    def forward(self, X):
        self.X = X  # (n, in)
        return X @ self.W + self.b  # Y ← X·W + b

    def backward(self, dY):
        self.dW = self.X.T @ dY  # dW ← Xᵀ·dY
        self.db = dY.sum(axis=0)  # db ← Σ dY
        return dY @ self.W.T  # dX ← dY·Wᵀ
