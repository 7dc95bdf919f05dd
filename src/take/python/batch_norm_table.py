VALUES = [X, mean, variance, x_hat, y, DY, dbeta, dgamma, dx_hat, dvariance, dmean, dx]
MEASURED = {"dβ": measured_dbeta, "dγ": measured_dgamma, "dx": measured_dx}


def some(value):
    if np.ndim(value) == 0:
        return shown(float(value))
    return ", ".join(shown(float(number)) for number in value[:3]) + ", …"


def table(step):
    """The page's table at a step: what is computed by then, and the same by finite differences."""
    rows = []
    for stage, (symbol, formula) in enumerate(STAGES):
        known = stage <= step
        measured = some(MEASURED[symbol]) if known and symbol in MEASURED else ""
        rows.append((symbol, some(VALUES[stage]) if known else "", measured, formula))
    last = step >= LAST
    rows.append(("paths", some(paths) if last else "", "", "dx̂/√(σ² + ε) + dσ²·2(x − μ)/m + dμ/m"))
    rows.append(("Σ dx", shown(sum(float(number) for number in dx)) if last else "", "", ""))
    rows.append(("error", shown(float(error)) if last else "", "", ""))
    return rows


print(f"step {AT}")
for name, *values in table(AT):
    print(f"{name:<6}", *(f"{value:<36}" for value in values))
