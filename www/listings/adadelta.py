import numpy as np


class AdaDelta:
    """h ← ρh + (1−ρ)g²,  Δ ← √(s+ε)/√(h+ε) · g,  s ← ρs + (1−ρ)Δ²,  W ← W − ηΔ

    Zeiler 2012, arXiv 1212.5701, algorithm 1, where η = 1.
    """

    def __init__(self, learning_rate=1.0, decay=0.95, epsilon=1e-6):
        self.learning_rate = learning_rate
        self.decay = decay
        self.epsilon = epsilon
        self.h = self.s = None

    def step(self, w, g):
        if self.h is None:
            self.h, self.s = np.zeros_like(w), np.zeros_like(w)
        rho, eps = self.decay, self.epsilon
        self.h = rho * self.h + (1 - rho) * g * g  # h ← ρh + (1−ρ)g²
        ratio = np.sqrt(self.s + eps) / np.sqrt(self.h + eps)  # RMS[Δ]/RMS[g] ← √(s+ε)/√(h+ε)
        delta = ratio * g  # Δ ← RMS[Δ]/RMS[g] · g
        self.s = rho * self.s + (1 - rho) * delta * delta  # s ← ρs + (1−ρ)Δ²
        w -= self.learning_rate * delta  # W ← W − ηΔ


class AdaDeltaDeck(AdaDelta):
    """The deck's order: Δ from the old h. (Its own code leaves s unset and stops.)"""

    def step(self, w, g):
        if self.h is None:
            self.h, self.s = np.zeros_like(w), np.zeros_like(w)
        rho, eps = self.decay, self.epsilon
        ratio = np.sqrt(self.s + eps) / np.sqrt(self.h + eps)  # RMS[Δ]/RMS[g] ← √(s+ε)/√(h+ε)
        delta = ratio * g  # Δ ← RMS[Δ]/RMS[g] · g
        self.h = rho * self.h + (1 - rho) * g * g  # h ← ρh + (1−ρ)g²
        self.s = rho * self.s + (1 - rho) * delta * delta  # s ← ρs + (1−ρ)Δ²
        w -= self.learning_rate * delta  # W ← W − ηΔ
