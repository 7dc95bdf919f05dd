import numpy as np


class Momentum:
    """v ← αv − ηg,  W ← W + v   (Polyak 1964)"""

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.v = None

    def step(self, w, g):
        if self.v is None:
            self.v = np.zeros_like(w)
        self.v = self.momentum * self.v - self.learning_rate * g  # v ← αv − ηg
        w += self.v  # W ← W + v
