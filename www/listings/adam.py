import numpy as np


class Adam:
    """m̂ ← m/(1−β₁ᵗ),  v̂ ← v/(1−β₂ᵗ),  W ← W − ηm̂/(√v̂ + ε)

    Kingma & Ba 2015, arXiv 1412.6980, algorithm 1.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = learning_rate
        self.beta1, self.beta2 = beta1, beta2
        self.epsilon = epsilon
        self.t = 0
        self.m = self.v = None

    def step(self, w, g):
        if self.m is None:
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g  # m ← β₁m + (1−β₁)g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g  # v ← β₂v + (1−β₂)g²
        self.move(w)

    def move(self, w):
        m_hat = self.m / (1 - self.beta1**self.t)  # m̂ ← m/(1−β₁ᵗ)
        v_hat = self.v / (1 - self.beta2**self.t)  # v̂ ← v/(1−β₂ᵗ)
        w -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)  # W ← W − ηm̂/(√v̂+ε)


class AdamEpsilonHat(Adam):
    """The deck's and the book's form: ε̂ is added to √v, before the correction."""

    def move(self, w):
        rate = self.learning_rate * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
        w -= rate * self.m / (np.sqrt(self.v) + self.epsilon)  # W ← W − η√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v+ε̂)


class AdamUncorrected(Adam):
    """Without bias correction, to see what it is for."""

    def move(self, w):
        w -= self.learning_rate * self.m / (np.sqrt(self.v) + self.epsilon)  # W ← W − ηm/(√v+ε)
