import numpy as np


class Nesterov:
    """W ← W + α²v − (1+α)ηg,  v ← αv − ηg   (Bengio et al. 2012, arXiv 1212.0901)

    W stands where the momentum alone would land, so g is the gradient taken there.
    """

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.v = None

    def step(self, w, g):
        if self.v is None:
            self.v = np.zeros_like(w)
        a, lr = self.momentum, self.learning_rate
        w += a * a * self.v - (1 + a) * lr * g  # W ← W + α²v − (1+α)ηg
        self.v = a * self.v - lr * g  # v ← αv − ηg


class NesterovDeck(Nesterov):
    """The deck's order: the new v enters W, which is no longer Nesterov's rule."""

    def step(self, w, g):
        if self.v is None:
            self.v = np.zeros_like(w)
        a, lr = self.momentum, self.learning_rate
        self.v = a * self.v - lr * g  # v ← αv − ηg
        w += a * a * self.v - (1 + a) * lr * g  # W ← W + α²v − (1+α)ηg
