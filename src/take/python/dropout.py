class Replayed:
    """Draws the masks that the page drew, one after the other."""

    def __init__(self, layer):
        self.masks = iter(MASKS)
        self.layer = layer

    def random(self, shape):
        mask = next(self.masks)[self.layer]
        # 1 stays and 0 goes, whatever the ratio.
        return np.array([[1.0 if unit == "1" else -1.0 for unit in mask]])


def passes(dropout):
    """The outputs of both hidden layers and the scores, at each step of training and then at test time."""
    drops = [dropout(RATIO, Replayed(layer)) for layer in (0, 1)]

    def go(training):
        x, hidden = INPUT, []
        for affine, drop in zip(LAYERS, drops):
            x = drop.forward(Sigmoid32().forward(affine.forward(x)), training)
            hidden.append(x[0])
        return hidden, LAYERS[-1].forward(x)[0]

    return [go(True) for _ in range(STEPS)], go(False)


RUNS = [passes(Dropout), passes(BookDropout)]


def table(step):
    """The page's table at a step: with today's scaling, and with the book's."""
    keep = float(f32(1) - RATIO)
    factors, whole = [1 / keep, 1.0], float(RUNS[0][1][0][0][WATCHED])

    def now(run):
        training, test = RUNS[run]
        return test if TESTING or step == 0 else training[step - 1]

    def kept(layer):
        mask = "111111" if TESTING or step == 0 else MASKS[step - 1][layer]
        return [f"{mask.count('1')} / {len(mask)}"] * 2

    def mean(run):
        outputs = [float(hidden[0][WATCHED]) for hidden, _ in RUNS[run][0][:step]]
        return shown(sum(outputs) / step) if step else "–"

    both = (0, 1)
    return [
        ("units kept in hidden 1", *kept(0)),
        ("units kept in hidden 2", *kept(1)),
        ("factor in training", *(shown(factors[run]) for run in both)),
        ("factor at test", *(shown([1.0, keep][run]) for run in both)),
        ("y at this step", *(shown(float(now(run)[0][0][WATCHED])) for run in both)),
        ("mean of y so far", *(mean(run) for run in both)),
        ("expectation E[y] in training", *(shown(keep * factors[run] * whole) for run in both)),
        ("y at test", *(shown(float(RUNS[run][1][0][0][WATCHED])) for run in both)),
    ]


print(f"step {AT}")
for name, *values in table(AT):
    print(f"{name:<30}", *(f"{value:>12}" for value in values))
