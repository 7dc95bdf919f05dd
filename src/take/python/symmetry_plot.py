try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None  # the numbers above are the same without it

if plt:
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
    for unit in range(len(MOMENTS[0][1])):
        left.plot([units[unit, 0] for _, units in MOMENTS], label=f"unit {unit + 1}")
    left.set(title="weight from x1 to each unit", xlabel="step")
    left.legend()
    right.plot([loss for loss, _ in MOMENTS])
    right.set(title="loss", xlabel="step")
    plt.show()
