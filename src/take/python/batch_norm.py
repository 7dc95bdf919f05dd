f32 = np.float32
EPSILON = f32(BatchNorm.epsilon)
LAST = len(STAGES) - 1


def total(values):
    """The sum from the first to the last, as the page adds."""
    return np.cumsum(values, dtype=np.float32)[-1]


def forward(x, gamma, beta):
    share = f32(1) / f32(len(x))
    mean = total(x) * share  # μ ← Σx / m
    variance = total((x - mean) * (x - mean)) * share  # σ² ← Σ(x − μ)² / m
    x_hat = (x - mean) * (f32(1) / np.sqrt(variance + EPSILON))  # x̂ ← (x − μ) / √(σ² + ε)
    return mean, variance, x_hat, gamma * x_hat + beta  # y ← γx̂ + β


mean, variance, x_hat, y = forward(X, GAMMA, BETA)
m, std = f32(len(X)), np.sqrt(variance + EPSILON)
dbeta, dgamma = total(DY), total(DY * x_hat)  # dβ ← Σ dy, dγ ← Σ dy·x̂
dx_hat = GAMMA * DY  # dx̂ ← γ·dy
dvariance = f32(-0.5) * total(dx_hat * (X - mean)) / (std * std * std)
dmean = -total(dx_hat) / std
dx = GAMMA * (f32(1) / std) / m * (m * DY - dbeta - x_hat * dgamma)
paths = dx_hat / std + dvariance * f32(2) * (X - mean) / m + dmean / m  # through x̂, σ² and μ

# A check without any formula: by how much the loss Σ dy·y changes.
STEP = f32(0.01) * std


def slope(at, loss):
    above, below = at + STEP, at - STEP
    return f32((loss(above) - loss(below)) / float(above - below))


def loss(x, gamma, beta):
    return sum(float(y) * float(dy) for y, dy in zip(forward(x, gamma, beta)[3], DY))


def moved(i):
    def loss_at(value):
        x = X.copy()
        x[i] = value
        return loss(x, GAMMA, BETA)

    return slope(X[i], loss_at)


measured_dx = np.array([moved(i) for i in range(len(X))])
measured_dgamma = slope(GAMMA, lambda gamma: loss(X, gamma, BETA))
measured_dbeta = slope(BETA, lambda beta: loss(X, GAMMA, beta))
formulas = np.array([*dx, dgamma, dbeta])
error = np.abs(formulas - [*measured_dx, measured_dgamma, measured_dbeta]).max()
error = f32(error) / max(np.abs(formulas).max(), np.finfo(np.float32).tiny)

# The listing above folds all this; it divides where the page multiplies by a reciprocal.
listing = BatchNorm(GAMMA, BETA)
assert np.allclose(listing.forward(X[:, None])[:, 0], y, rtol=1e-4, atol=1e-4)
assert np.allclose(listing.backward(DY[:, None])[:, 0], dx, rtol=1e-3, atol=1e-4)
