for name, (path, diverged) in WALKS.items():
    print(f"{name}: step, x, y, loss")
    for step, here in enumerate(path):
        print(f"{step:4} {shown(here['x']):>12} {shown(here['y']):>12} {shown(here['loss']):>12}")
    if diverged is not None:
        print(f"diverged at step {diverged}")

print(f"step {AT}")
for name, *values in table(AT):
    print(f"{name:<14}", *(f"{value:>12}" for value in values))
