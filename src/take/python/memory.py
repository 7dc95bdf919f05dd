def memory(rule):
    """The arrays that a rule keeps from step to step."""
    return [kept for kept in vars(getattr(rule, "inner", rule)).values() if isinstance(kept, np.ndarray)]


def sweep(rule):
    """What has become too small for the full precision of 32 bits, the page sets to 0 before a step."""
    for kept in memory(rule):
        kept[np.abs(kept) < np.finfo(np.float32).tiny] = 0
