"""Walks the NumPy listings of www/listings: cases in JSON on stdin, paths in JSON on stdout."""

import importlib
import json
import pathlib
import sys

import numpy as np

LISTINGS = pathlib.Path(__file__).parent.parent / "www" / "listings"


def bowl(w):
    return np.array([w[0] / 10, 2 * w[1]])


def rosenbrock(w):
    off = w[1] - w[0] ** 2
    return np.array([-2 * (1 - w[0]) - 400 * w[0] * off, 200 * off])


def walk(step, start, gradients):
    """The position after each step; `gradients` maps (step number, position) to a gradient."""
    w, path = np.array(start, dtype=float), []
    for t in range(200):
        w = step(w, gradients(t, w))
        path.append(w.tolist())
    return path


def listing(case):
    """A step function from a class of a listing."""
    rule = getattr(importlib.import_module(case["module"]), case["class"])(**case["options"])
    decayed = [slice(*case["weights"])] if case["weights"] else []

    def step(w, g):
        rule.step(w, g, *decayed)
        return w

    return step


def main(make_step):
    task = json.load(sys.stdin)
    noise = np.array(task["noise"])
    paths = [
        [
            walk(make_step(case), np.ones(noise.shape[1]), lambda t, w: noise[t]),
            walk(make_step(case), [-7, 2], lambda t, w: bowl(w)),
            walk(make_step(case), [-1.2, 1], lambda t, w: rosenbrock(w)),
        ]
        for case in task["cases"]
    ]
    json.dump(paths, sys.stdout)


if __name__ == "__main__":
    sys.path.insert(0, str(LISTINGS))
    main(listing)
