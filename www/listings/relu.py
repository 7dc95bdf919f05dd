import numpy as np


class Relu:
    """y = max(0, x);  dx = dy where y > 0, else 0"""

    def forward(self, x):
        self.y = np.maximum(0, x)
        return self.y

    def backward(self, dy):
        return dy * (self.y > 0)
