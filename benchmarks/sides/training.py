"""One training step as a work to time."""

import chainer


def step(optimizer, *batch, device='@numpy'):
    """A work: a function that updates the optimizer's network once with ``batch``, and gives 1.

    Args:
        optimizer (~chainer.Optimizer): Set up with a network.
        batch: What the network is called with, NumPy arrays.
        device (str): Where network and batch go first, as Chainer writes devices.
    """
    device = chainer.get_device(device)
    device.use()
    optimizer.target.to_device(device)
    batch = [device.send(array) for array in batch]

    def work():
        optimizer.update(optimizer.target, *batch)
        return 1

    return work
