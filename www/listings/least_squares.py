import numpy as np


def ridge(H, t, lam):
    """argmin ‖t − Hw‖² + λ Σ wᵢ²:  (HᵀH + λI) w = Hᵀt

    Solved as least squares with √λ · wᵢ = 0 as more equations, which is more exact.
    """
    k = H.shape[1]
    A = np.vstack([H, np.sqrt(lam) * np.eye(k)])  # H, and below it √λ I
    b = np.concatenate([t, np.zeros(k)])
    return np.linalg.lstsq(A, b, rcond=None)[0]


def lasso(H, t, lam, rounds):
    """argmin ‖t − Hw‖² + λ Σ |wᵢ| by coordinate descent"""
    G, target = H.T @ H, H.T @ t  # G ← HᵀH
    w = np.zeros(H.shape[1])
    for _ in range(rounds):
        for i in range(len(w)):
            rho = target[i] - G[i] @ w + G[i, i] * w[i]  # ρ ← hᵢᵀ(t − Σ wⱼhⱼ)
            w[i] = shrink(rho, lam / 2) / G[i, i]  # w ← S(ρ, λ/2) / hᵢᵀhᵢ
    return w


def shrink(rho, threshold):
    return np.sign(rho) * max(abs(rho) - threshold, 0)  # S(ρ, λ/2)
