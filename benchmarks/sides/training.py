"""One training step as a work to time."""


def step(optimizer, *batch):
    """A work: a function that updates the optimizer's network once with ``batch``, and gives 1."""

    def work():
        optimizer.update(optimizer.target, *batch)
        return 1

    return work
