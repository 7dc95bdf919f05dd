LOST = 1e6  # whoever gets so far has diverged


def walk(rule, symbols):
    """What is to be known at each step, and the step at which the walk diverged, if it did."""
    w, path = np.array(START, dtype=np.float32), []
    for step in range(STEPS + 1):
        x, y = w.tolist()
        if not (abs(x) < LOST and abs(y) < LOST):
            return path, step
        slope = gradient(x, y)  # in 64 bits; the rule takes it in 32
        g = np.array(slope, dtype=np.float32)
        if not np.isfinite(g).all():
            return path, step
        here = {"x": x, "y": y, "loss": loss(x, y), "table": {"W": (x, y), "g": slope}}
        here["table"].update(symbols(rule, w, g))
        sweep(rule)
        rule.step(w, g)
        path.append(here)
        if not all(np.isfinite(kept).all() for kept in memory(rule)):
            return path, step + 1
        here["table"][NEXT] = w.tolist()
    return path, None


with np.errstate(all="ignore"):  # who diverges, overflows
    WALKS = {name: walk(rule, SYMBOLS.get(name, lambda *_: {})) for name, rule in RULES.items()}
