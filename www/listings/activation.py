import numpy as np


class Sigmoid:
    """y = 1 / (1 + e⁻ˣ);  dx = dy · y(1 − y)"""

    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y)


class Tanh:
    """y = tanh x;  dx = dy · (1 − y²)"""

    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)


class Relu:
    """y = max(0, x);  dx = dy where y > 0, else 0"""

    def forward(self, x):
        self.y = np.maximum(0, x)
        return self.y

    def backward(self, dy):
        return dy * (self.y > 0)
