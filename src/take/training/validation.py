def examples(rng, count):
    """x ~ N(±μ, I) in 20 dimensions with ‖μ‖ = 1; which sign is the class."""
    x, positive = np.empty((count, 20)), np.empty(count, bool)
    for row in range(count):
        positive[row] = rng.peek(1)[0] >> 31
        rng.skip(1)
        x[row] = rng.normals(20)
    return x + np.where(positive, MU, -MU)[:, None], positive


def nearest_mean(x, positive):
    """w and b of the classifier that takes the class whose mean is nearer."""
    plus, minus = x[positive].mean(axis=0), x[~positive].mean(axis=0)
    w = plus - minus  # w ← m₊ − m₋
    return w, -w @ (plus + minus) / 2  # b ← −½ w·(m₊ + m₋)


def accuracy(w, b, x, positive):
    return np.mean((x @ w + b > 0) == positive)


def truth(w, b):
    """Accuracy on endlessly many examples: w·x is normal in each class."""
    along, length = w.sum() * MU, np.sqrt(w @ w)
    below = lambda z: (1 + math.erf(z / math.sqrt(2))) / 2
    return (below((along + b) / length) + below((along - b) / length)) / 2


MU = 1 / math.sqrt(20)  # each coordinate of μ
inputs, shares = Random(SEED, Random.INPUTS), Random(SEED, Random.SEARCH)
(x, positive), validation, test = (examples(inputs, count) for count in (400, 1000, 1000))
RESULTS = []
for _ in range(CANDIDATES):
    share = shares.below(400, 60)  # what a candidate sees of the training set
    w, b = nearest_mean(x[share], positive[share])
    scores = (accuracy(w, b, x_[:SIZE], t[:SIZE]) for x_, t in (validation, test))
    RESULTS.append(dict(zip(("validation", "test", "truth"), (*map(float, scores), float(truth(w, b))))))

if CHOSEN_BY == "test" and not OPENED:
    print(WORDS["sealed"])
else:
    best = max(range(CANDIDATES), key=lambda number: RESULTS[number][CHOSEN_BY])  # the first of equals
    print(f"{WORDS['chosen']} {best + 1}")
    for name in ("validation", "test", "truth") if OPENED else ("validation",):
        print(f"{WORDS[name]} {RESULTS[best][name]:.3f}")
