import numpy as np

from affine import Affine
from softmax_cross_entropy import SoftmaxCrossEntropy


class Network:
    """L = mean cross-entropy + λ₂/2 Σw² + λ₁ Σ|w|

    `layers` alternate Affine with anything that has forward and backward.
    """

    def __init__(self, layers, l2=0.0, l1=0.0):
        self.layers, self.loss = layers, SoftmaxCrossEntropy()
        self.affine = [layer for layer in layers if isinstance(layer, Affine)]
        self.l2, self.l1 = l2, l1

    def gradient(self, x, labels):
        for layer in self.layers:
            x = layer.forward(x)
        loss = self.loss.forward(x, labels)

        dx = self.loss.backward()
        for layer in reversed(self.layers):
            dx = layer.backward(dx)

        for layer in self.affine:  # weights only, not biases
            layer.dW += self.l2 * layer.W + self.l1 * np.sign(layer.W)
            loss += self.l2 / 2 * np.sum(layer.W**2) + self.l1 * np.sum(np.abs(layer.W))
        return loss
