def build(
    hidden, activation, init, batch_norm, bn_epsilon, dropout, dropout_layer, l1, l2, seeds, std=0.01
):
    """The network, and its parameters in one array: weights first, since only they decay."""
    weight_seed, batch_seed = seeds
    drawn, dropped = Random(weight_seed, Random.WEIGHTS), Random(batch_seed, Random.DROPOUT)
    shapes = list(zip([784, *hidden], [*hidden, 10]))
    sizes = [a * b for a, b in shapes] + [b for _, b in shapes] + [*np.repeat(hidden, 2 * batch_norm)]
    params = np.zeros(sum(sizes), np.float32)
    views = iter(np.split(params, np.cumsum(sizes)[:-1]))
    matrices = [next(views).reshape(shape) for shape in shapes]

    layers = []
    for W, b in zip(matrices, [next(views) for _ in shapes]):
        W[:] = draw(init, *W.shape, drawn, std)
        layers.append(Affine(W, b))
        if W is matrices[-1]:
            break
        if batch_norm:
            norm = BatchNorm(next(views), next(views))
            norm.gamma[:], norm.epsilon = 1, bn_epsilon
            layers.append(norm)
        layers.append(activation())
        if dropout > 0:
            layers.append(dropout_layer(dropout, dropped))
    return Network(layers, l2, l1), params, slice(0, sum(sizes[: len(shapes)]))


def gradients(network):
    """In the order of the parameters."""
    norms = [layer for layer in network.layers if isinstance(layer, BatchNorm)]
    arrays = [layer.dW.ravel() for layer in network.affine] + [layer.db for layer in network.affine]
    return np.concatenate(arrays + [g for norm in norms for g in (norm.dgamma, norm.dbeta)])


def penalty(network):
    if not (network.l1 or network.l2):
        return 0.0
    size = sum(np.sum(np.abs(layer.W), dtype=float) for layer in network.affine)
    square = sum(np.sum(np.square(layer.W, dtype=float)) for layer in network.affine)
    return network.l2 / 2 * square + network.l1 * size


def score(network, images, labels, by_batch):
    """Mean cross-entropy and accuracy in inference mode, 256 images at a time."""
    loss, right = 0.0, 0
    for start in range(0, len(images), 256):
        x, t = images[start : start + 256], labels[start : start + 256]
        for layer in network.layers:
            if isinstance(layer, Dropout) or isinstance(layer, BatchNorm) and not by_batch:
                if getattr(layer, "running", 0) is None:  # no batch was there yet: μ = 0, σ² = 1
                    x = layer.gamma * x / np.sqrt(1 + np.float32(layer.epsilon)) + layer.beta
                else:
                    x = layer.forward(x, training=False)
            else:
                x = layer.forward(x)
        loss += SoftmaxCrossEntropy().forward(x, t) * len(t)
        right += int((x.argmax(axis=1) == t).sum())
    return float(loss) / max(len(images), 1), right / max(len(images), 1)


def train(
    name, samples, validation_samples, batch_size, iterations, evaluate_every, optimizer, options,
    weight_decay, weight_seed, batch_seed, bn_scored_by_batch, scored, scored_at_end, **network
):  # fmt: skip
    """One run: the loss of every minibatch, and the scores now and then."""
    network, params, weights = build(**network, seeds=(weight_seed, batch_seed))
    rule = Decoupled(optimizer(**options), weight_decay)
    minibatches = Random(batch_seed, Random.MINIBATCHES)
    kept = samples - validation_samples
    splits = dict(train=slice(0, kept), validation=slice(kept, samples), test=slice(TRAIN, None))

    losses, marks, diverged = [], [], None
    for iteration in range(iterations + 1):
        at_end = iteration == iterations
        if at_end or evaluate_every and iteration % evaluate_every == 0:
            mark = dict(iteration=iteration, penalty=penalty(network))
            mark["norm"] = float(np.sqrt(np.sum(np.square(params[weights], dtype=float))))
            for split, count in (scored_at_end if at_end else scored).items():
                images, labels = IMAGES[splits[split]][:count], LABELS[splits[split]][:count]
                mark[split] = score(network, images, labels, bn_scored_by_batch)
            marks.append(mark)
        if at_end:
            break

        batch = minibatches.below(kept, batch_size)  # with replacement
        extra = penalty(network)
        loss = network.gradient(IMAGES[batch], LABELS[batch])
        rule.step(params, gradients(network), weights)
        losses.append(float(loss) - extra)  # of the images alone
        if not (np.isfinite(loss) and np.isfinite(params).all()):
            diverged = iteration + 1
            break
    return dict(name=name, losses=losses, marks=marks, diverged=diverged)


def told(result):
    """A run in one line."""
    if result["diverged"]:
        return f"{result['name']}: {WORDS['diverged'].format(result['diverged'])}"
    mark = result["marks"][-1]
    numbers = {WORDS["iterations"]: mark["iteration"], WORDS["loss"]: f"{np.mean(result['losses'][-100:]):.5f}"}
    for split in ("train", "validation", "test"):
        if split in mark:
            numbers[WORDS[split]] = "{:.4f} ({:.5f})".format(*reversed(mark[split]))
    return f"{result['name']}: " + ", ".join(f"{word} {number}" for word, number in numbers.items())


RESULTS = []
np.seterr(over="ignore", invalid="ignore", divide="ignore")  # a run that diverges says so itself
for run in RUNS:
    RESULTS.append(train(**COMMON, **run))
    print(told(RESULTS[-1]), flush=True)

trials = [result for result in RESULTS if not result["diverged"] and "validation" in result["marks"][-1]]
if trials:  # what is best is chosen by validation images alone
    loss, accuracy = 0, 1
    by = lambda result: result["marks"][-1]["validation"]
    print(WORDS["best"], told(max(trials, key=lambda result: (by(result)[accuracy], -by(result)[loss]))))
