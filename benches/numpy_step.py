"""One training iteration of 784-100-100-100-100-10 in NumPy, written well, on one thread.

Forward, backward and update with a batch of 128, in f32 and f64, SGD and Adam: what our
step is measured against. As in ours the input gradient of the first layer is not computed,
bias and ReLU work in place, parameters lie in one flat array, and the batch is gathered anew
each time.

    python benches/numpy_step.py IMAGES.gz LABELS.gz      # gzipped IDX files

Prints one JSON object: milliseconds an iteration, the median and the least of several rounds.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import gzip
import json
import sys
import time

import numpy as np

WIDTHS = [784, 100, 100, 100, 100, 10]
BATCH, WARM_UP, ROUNDS, ITERATIONS = 128, 50, 15, 40


class Network:
    def __init__(self, dtype, rng):
        shapes = list(zip(WIDTHS, WIDTHS[1:]))
        size = sum(n * m + m for n, m in shapes)
        self.params, self.grads = np.zeros(size, dtype), np.zeros(size, dtype)
        self.layers, at = [], 0
        for n, m in shapes:
            views = []
            for shape in ((n, m), (m,)):
                end = at + int(np.prod(shape))
                views += [flat[at:end].reshape(shape) for flat in (self.params, self.grads)]
                at = end
            w, dw, b, db = views
            w[:] = rng.normal(0, np.sqrt(2 / n), (n, m))
            self.layers.append((w, dw, b, db))

    def gradient(self, x, labels):
        inputs = []
        for w, _, b, _ in self.layers:
            inputs.append(x)
            x = x @ w
            x += b
            if w is not self.layers[-1][0]:
                np.maximum(x, 0, out=x)

        rows = np.arange(len(x))
        x -= x.max(axis=1, keepdims=True)
        right = x[rows, labels]
        np.exp(x, out=x)
        total = x.sum(axis=1, keepdims=True)
        loss = (np.log(total[:, 0]) - right).mean()
        x /= total
        x[rows, labels] -= 1
        x /= len(x)

        for i in reversed(range(len(self.layers))):
            w, dw, _, db = self.layers[i]
            np.matmul(inputs[i].T, x, out=dw)
            x.sum(axis=0, out=db)
            if i > 0:
                x = x @ w.T
                x *= inputs[i] > 0
        return loss


class Sgd:
    def __init__(self, params, learning_rate=0.01):
        self.learning_rate, self.change = learning_rate, np.empty_like(params)

    def step(self, params, grads):
        np.multiply(grads, self.learning_rate, out=self.change)
        params -= self.change


class Adam:
    def __init__(self, params, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2, self.t = beta1, beta2, 0
        self.m, self.v = np.zeros_like(params), np.zeros_like(params)
        self.a, self.b = np.empty_like(params), np.empty_like(params)

    def step(self, params, grads):
        m, v, a, b = self.m, self.v, self.a, self.b
        self.t += 1
        m *= self.beta1
        np.multiply(grads, 1 - self.beta1, out=a)
        m += a
        v *= self.beta2
        np.multiply(grads, grads, out=a)
        a *= 1 - self.beta2
        v += a
        # η m̂ / (√v̂ + ε), the corrections of both taken out of the arrays.
        root = float(np.sqrt(1 - self.beta2**self.t))
        np.sqrt(v, out=b)
        b += self.epsilon * root
        np.divide(m, b, out=a)
        a *= self.learning_rate * root / (1 - self.beta1**self.t)
        params -= a


def measure(dtype, Optimizer, images, labels):
    rng = np.random.default_rng(1)
    network = Network(dtype, rng)
    optimizer = Optimizer(network.params)
    images = images.astype(dtype) / dtype(255)

    def iterate(count):
        for _ in range(count):
            batch = rng.integers(len(images), size=BATCH)
            network.gradient(images[batch], labels[batch])
            optimizer.step(network.params, network.grads)

    iterate(WARM_UP)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        iterate(ITERATIONS)
        times.append((time.perf_counter() - start) / ITERATIONS * 1e3)
    return {"median": round(float(np.median(times)), 4), "least": round(min(times), 4)}


def main():
    pixels = gzip.open(sys.argv[1]).read()
    images = np.frombuffer(pixels, np.uint8, offset=16).reshape(-1, 784)
    labels = np.frombuffer(gzip.open(sys.argv[2]).read(), np.uint8, offset=8)
    kinds = [(d, o) for d in (np.float32, np.float64) for o in (Sgd, Adam)]
    results = {f"{d.__name__} {o.__name__.lower()}": measure(d, o, images, labels) for d, o in kinds}
    print(json.dumps({"numpy": np.__version__, "milliseconds": results}, indent=2))


main()
