def table(step):
    """The page's table at a step: where each rule is, and how high."""
    rows = []
    for name, (path, diverged) in WALKS.items():
        if diverged is not None and step >= diverged:
            rows.append((name, "–", "–", f"diverged at step {diverged}"))
        elif step < len(path):
            rows.append((name, *(shown(path[step][key]) for key in ("x", "y", "loss"))))
    return rows
