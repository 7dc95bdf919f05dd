"""The same walks as optimizers.py by optax, a library that is not ours."""

import jax
import numpy as np
import optax

import optimizers

jax.config.update("jax_enable_x64", True)


def rule(module, learning_rate, momentum=None, decay=None, epsilon=None, **rest):
    # optax adds AdaGrad's ε inside the root; without any, it is ours but for 1e-7/√h.
    return {
        "sgd": lambda: optax.sgd(learning_rate),
        "momentum": lambda: optax.sgd(learning_rate, momentum),
        "nesterov": lambda: optax.sgd(learning_rate, momentum, nesterov=True),
        "adagrad": lambda: optax.adagrad(learning_rate, initial_accumulator_value=0.0, eps=0.0),
        "rmsprop": lambda: optax.rmsprop(learning_rate, decay, epsilon, eps_in_sqrt=False),
        "adadelta": lambda: optax.adadelta(learning_rate, decay, epsilon),
        "adam": lambda: optax.adam(learning_rate, rest["beta1"], rest["beta2"], epsilon),
        "adamw": lambda: optax.adamw(
            learning_rate, rest["beta1"], rest["beta2"], epsilon, weight_decay=rest["weight_decay"]
        ),
    }[module]()


def optax_step(case):
    transform = rule(case["module"], **case["options"])
    update = jax.jit(transform.update)
    state = None

    def step(w, g):
        nonlocal state
        if state is None:
            state = transform.init(w)
        change, state = update(g, state, w)
        return w + np.asarray(change)

    return step


if __name__ == "__main__":
    optimizers.main(optax_step)
