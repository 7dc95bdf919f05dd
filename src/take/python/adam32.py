def corrections(rule):
    """1 − β₁ᵗ and 1 − β₂ᵗ, taken in 64 bits: in 32, 1 − 0.999ᵗ would lose three of its seven digits."""
    return [np.float32(1 - float(beta) ** rule.t) for beta in (rule.beta1, rule.beta2)]


class Adam32(Adam):
    """The same to the last bit of the page, which multiplies by 1/(1−βᵗ): it is cheaper than to divide."""

    def move(self, w):
        bias1, bias2 = corrections(self)
        m_hat, v_hat = self.m * (1 / bias1), self.v * (1 / bias2)
        w -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.small(bias2))

    def small(self, bias2):
        return self.epsilon


class AdamEpsilonHat32(Adam32):
    """ε̂ is added to √v, before the correction: beside √v̂ it is ε̂/√(1−β₂ᵗ)."""

    def small(self, bias2):
        return self.epsilon / np.sqrt(bias2)
