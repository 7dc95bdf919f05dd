import numpy as np


class Dropout:
    """y = x · mask / (1 − p) in training, y = x in inference;  dx = dy · mask / (1 − p)

    Srivastava et al. 2014, JMLR 15. This is inverted dropout, today's form.
    """

    def __init__(self, ratio=0.5, rng=None):
        self.ratio = ratio
        self.rng = rng or np.random.default_rng()

    def draw(self, shape):
        return self.rng.random(shape) >= self.ratio  # True: the unit stays

    def forward(self, x, training=True):
        if not training:
            return x
        self.factor = self.draw(x.shape) / (1 - self.ratio)
        return x * self.factor

    def backward(self, dy):
        return dy * self.factor


class BookDropout(Dropout):
    """The book's and the paper's form: y = x · mask in training, y = x · (1 − p) in inference"""

    def forward(self, x, training=True):
        if not training:
            return x * (1 - self.ratio)
        self.factor = self.draw(x.shape)
        return x * self.factor
