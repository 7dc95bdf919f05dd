import numpy as np


class RMSProp:
    """h ← γh + (1−γ)g²,  W ← W − ηg/(√h + ε)   (Tieleman & Hinton 2012, lecture 6.5)"""

    def __init__(self, learning_rate=0.001, decay=0.95, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.decay = decay
        self.epsilon = epsilon
        self.h = None

    def step(self, w, g):
        if self.h is None:
            self.h = np.zeros_like(w)
        self.h = self.decay * self.h + (1 - self.decay) * g * g  # h ← γh + (1−γ)g²
        rate = self.learning_rate / (np.sqrt(self.h) + self.epsilon)  # η/(√h+ε) ← its own rate
        w -= rate * g  # W ← W − η/(√h+ε) · g
