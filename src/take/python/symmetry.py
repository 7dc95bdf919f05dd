def loss_and_gradient(x):
    """The mean of −ln p at the right class, and (p − t)/n."""
    right = np.arange(len(x)), LABELS
    largest = x.max(axis=1)
    e = exp32(x - largest[:, None])
    total = np.cumsum(e, axis=1, dtype=np.float32)[:, -1]
    losses = largest.astype(float) + np.log(total.astype(float)) - x[right].astype(float)
    d = e / total[:, None]
    d[right] -= f32(1)
    return f32(sum(losses.tolist()) / len(x)), d / f32(len(x))


def train():
    """At each step the loss and all numbers of each hidden unit: in, in, bias, out, out."""
    moments, (first, activation, last) = [], LAYERS
    for _ in range(STEPS + 1):
        x = POINTS
        for layer in LAYERS:
            x = layer.forward(x)
        loss, d = loss_and_gradient(x)
        moments.append((loss, np.vstack([first.W, first.b, last.W.T]).T.copy()))
        for layer in reversed(LAYERS):
            d = layer.backward(d)
        for layer in (first, last):
            layer.W -= LEARNING_RATE * layer.dW
            layer.b -= LEARNING_RATE * layer.db
    return moments


with np.errstate(all="ignore"):  # who diverges, overflows
    MOMENTS = train()


def difference(units):
    return float(max((units.max(axis=0) - units.min(axis=0)).max(), 0))


SO_FAR = np.maximum.accumulate([difference(units) for _, units in MOMENTS])


def table(step):
    """The page's table after a step."""
    loss, units = MOMENTS[step]
    distinct = len({unit.tobytes() for unit in units})
    return [
        ("loss", shown(float(loss))),
        ("largest difference between units", shown(difference(units))),
        ("largest difference so far", shown(float(SO_FAR[step]))),
        ("distinct units, bit by bit", f"{distinct} / {len(units)}"),
    ]


print(f"step {AT}")
for name, value in table(AT):
    print(f"{name:<34} {value:>12}")
