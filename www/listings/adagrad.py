import numpy as np


class AdaGrad:
    """h ← h + g²,  W ← W − ηg/(√h + ε)   (Duchi et al. 2011, JMLR 12)"""

    def __init__(self, learning_rate=0.01, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.epsilon = epsilon
        self.h = None

    def step(self, w, g):
        if self.h is None:
            self.h = np.zeros_like(w)
        self.h = self.h + g * g  # h ← h + g²
        rate = self.learning_rate / (np.sqrt(self.h) + self.epsilon)  # η/(√h+ε) ← its own rate
        w -= rate * g  # W ← W − η/(√h+ε) · g
