def table(step):
    """The page's table at a step: every symbol with its value for x and y."""
    path, _ = next(iter(WALKS.values()))
    here = path[step]["table"] if step < len(path) else {}
    return [(name, shown(x), shown(y)) for name, (x, y) in here.items() if math.isfinite(x) and math.isfinite(y)]
