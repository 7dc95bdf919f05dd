try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None  # the numbers above are the same without it

if plt:
    figure, panels = plt.subplots(2, 3, figsize=(10, 5))
    for panel, (name, values) in zip(panels[0], {"x": X, "normalised x": x_hat, "y": y}.items()):
        panel.hist(values, bins=24)
        panel.set_title(name)
    for panel, (name, values) in zip(panels[1], {"dy": DY, "d normalised x": dx_hat, "dx": dx}.items()):
        panel.bar(range(len(values)), values)
        panel.set_title(name)
    plt.show()
