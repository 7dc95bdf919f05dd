import numpy as np


class AdamW:
    """W ← W − ηλW, then Adam's step   (Loshchilov & Hutter 2019, arXiv 1711.05101)

    `weights` picks what decays: a slice or a mask; biases are best left out.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01):
        self.learning_rate = learning_rate
        self.beta1, self.beta2 = beta1, beta2
        self.epsilon = epsilon
        self.weight_decay = weight_decay
        self.t = 0
        self.m = self.v = None

    def step(self, w, g, weights=slice(None)):
        if self.m is None:
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.t += 1
        w[weights] *= 1 - self.learning_rate * self.weight_decay  # W ← W − ηλW
        self.m = self.beta1 * self.m + (1 - self.beta1) * g  # m ← β₁m + (1−β₁)g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g  # v ← β₂v + (1−β₂)g²
        m_hat = self.m / (1 - self.beta1**self.t)  # m̂ ← m/(1−β₁ᵗ)
        v_hat = self.v / (1 - self.beta2**self.t)  # v̂ ← v/(1−β₂ᵗ)
        w -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)  # W ← W − ηm̂/(√v̂+ε)
