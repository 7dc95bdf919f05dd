import numpy as np


def forward(x, weights, layer, norms=None):
    """The output of each layer: Y ← f(Y·W), no bias; with batch norms Y ← f(BN(Y·W))"""
    outputs = []
    for i, W in enumerate(weights):
        x = x @ W
        if norms:
            x = norms[i].forward(x)  # Y ← BN(Y·W)
        x = layer().forward(x)  # Y ← f(Y·W)
        outputs.append(x)
    return outputs


def backward(g, weights, outputs, layer, norms=None):
    """From the gradient at the last output, that at each: G ← (G ⊙ f′)·Wᵀ"""
    gradients = [g]
    for i in range(len(weights) - 1, 0, -1):
        f = layer()
        f.y = outputs[i]
        g = f.backward(g)
        if norms:
            g = norms[i].backward(g)  # through μ and σ² too
        g = g @ weights[i].T  # G ← (G ⊙ f′)·Wᵀ
        gradients.insert(0, g)
    return gradients


def histograms(values, bins=30):
    """Counts over one range for all layers, taken from the data."""
    low, high = min(v.min() for v in values), max(v.max() for v in values)
    return [np.histogram(v, bins, (low, high))[0] for v in values]
