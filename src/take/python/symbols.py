def symbols(rule, w, g):
    """What the rule computes on its way from w to the next point, without going there."""
    after, change = copy.deepcopy(rule), np.zeros_like(w)
    sweep(after)
    after.step(change, g)  # from W = 0, where it leads is ΔW
