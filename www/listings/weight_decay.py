class Decoupled:
    """W ← W − ηλW, then the step of the rule inside   (Loshchilov & Hutter 2019, arXiv 1711.05101)

    `weights` picks what decays: a slice or a mask; biases are best left out.
    """

    def __init__(self, inner, weight_decay=0.01):
        self.inner = inner
        self.weight_decay = weight_decay

    def step(self, w, g, weights=slice(None)):
        w[weights] -= self.inner.learning_rate * self.weight_decay * w[weights]  # W ← W − ηλW
        self.inner.step(w, g)
