import numpy as np


class Sigmoid:
    """y = 1 / (1 + e⁻ˣ);  dx = dy · y(1 − y)"""

    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)
