import numpy as np


def forward(x, weights, layer):
    """The output of each layer: Y ← f(Y·W), no bias"""
    outputs = []
    for W in weights:
        x = layer().forward(x @ W)  # Y ← f(Y·W)
        outputs.append(x)
    return outputs


def backward(g, weights, outputs, layer):
    """From the gradient at the last output, that at each: G ← (G ⊙ f′)·Wᵀ"""
    gradients = [g]
    for W, y in zip(weights[:0:-1], outputs[:0:-1]):
        f = layer()
        f.y = y
        g = f.backward(g) @ W.T  # G ← (G ⊙ f′)·Wᵀ
        gradients.insert(0, g)
    return gradients


def histograms(values, bins=30):
    """Counts over one range for all layers, taken from the data."""
    low, high = min(v.min() for v in values), max(v.max() for v in values)
    return [np.histogram(v, bins, (low, high))[0] for v in values]
