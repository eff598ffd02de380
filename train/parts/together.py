"""What a training on several processes needs besides the posts' loop: ChainerMN's parts.

Each step every process takes its own batch, and the mean of all gradients moves all networks
alike. So N processes at a batch of B do what one does at N x B: exactly (up to rounding) where
the loss is a mean over examples of equal weight. The segmentation networks' loss is a mean over
the labelled pixels of a *batch*: here each process's batch weighs the same however many of its
pixels have a label, as each picture does in the posts, which take one at a time.
"""

import chainer
import numpy
from chainer.datasets import SubDataset
from chainer.training import extension

from cli import several
from cli.errors import UserError


def share(dataset, what):
    """This process's part of a data set that is gone through once, in order.

    Raises:
        UserError: There are more processes than examples.
    """
    comm = several.comm()
    if len(dataset) < comm.size:
        raise UserError(
            '{} {} for {} processes: each needs one at least'.format(len(dataset), what, comm.size)
        )
    if comm.size == 1:
        return dataset
    from chainermn.datasets import scatter_index

    start, end = scatter_index(len(dataset), comm, force_equal_length=False)
    return SubDataset(dataset, start, end)


def model(link):
    """The network to train: batch normalization then takes the statistics of all processes."""
    if several.comm().size == 1:
        return link
    from chainermn.links import create_mnbn_model

    return create_mnbn_model(link, several.comm())


def optimizer(actual):
    """The optimizer that moves the networks of all processes by the mean of their gradients.

    Args:
        actual (~chainer.Optimizer): Set up with a network.
    """
    if several.comm().size == 1:
        return actual
    from chainermn import create_multi_node_optimizer

    together = create_multi_node_optimizer(actual, several.comm())
    # Else its first update would do this, in the place of a step.
    several.comm().bcast_data(actual.target)
    together.is_changed(actual.target)
    return together


def mean(reported):
    """The mean over all processes of what each reports; not all report of the same.

    Args:
        reported (dict): By name, a number (or a scalar array) and its weight.

    Returns:
        dict: By name, a float.
    """
    mine = {name: (float(chainer.as_array(v)), weight) for name, (v, weight) in reported.items()}
    comm = several.comm()
    everyone = [mine] if comm.size == 1 else comm.bcast_obj(comm.gather_obj(mine))
    found = {}
    for name in sorted(set().union(*everyone)):
        values, weights = zip(*[each[name] for each in everyone if name in each])
        found[name] = float(numpy.average(values, weights=weights))
    return found


def gathered(mine):
    """The elements of the lists of all processes, one after the other, in each of them."""
    comm = several.comm()
    everyone = [mine] if comm.size == 1 else comm.bcast_obj(comm.gather_obj(mine))
    return [element for each in everyone for element in each]


def extend_first(trainer, *args, **kwargs):
    """``trainer.extend`` for what writes, prints or goes into snapshots: one process does."""
    if several.first():
        trainer.extend(*args, **kwargs)


def extend_others(trainer, seed):
    """Add what only several processes need."""
    if several.comm().size > 1:
        trainer.extend(MeanObservation())
    if not several.first():
        # A trigger without a state: the first one's snapshots hold none for it.
        trainer.extend(OwnRandomNumbers(seed), trigger=lambda trainer: True)


def from_first(make):
    """What ``make()`` gives in the first process, in all of them."""
    if several.comm().size == 1:
        return make()
    # In a list: ChainerMN sends no None.
    return several.comm().bcast_obj([make()] if several.first() else None)[0]


def of_sum(loss_func):
    """For a loss that is a sum over examples: the mean of the gradients becomes their sum."""
    size = several.comm().size
    return loss_func if size == 1 else lambda *batch: size * loss_func(*batch)


class MeanObservation(extension.Extension):
    """Put the mean over all processes in the place of what the network reported.

    Chainer's ``ObservationAggregator`` does so for one name, but fails on a ``Variable`` where
    there is no ChainerX.
    """

    trigger = 1, 'iteration'
    # Before those that look at the observation.
    priority = extension.PRIORITY_EDITOR + 1

    def __call__(self, trainer):
        observed = trainer.observation.items()
        trainer.observation.update(mean({k: (v, 1) for k, v in observed if k.startswith('main/')}))


class OwnRandomNumbers(extension.Extension):
    """Let dropout and negative sampling draw something else in each process.

    The first one's generator is in the snapshots (``RandomState``). The others' are seeded
    anew after each iteration, with its number: there is nothing to save.

    Args:
        seed (int): ``--seed``.
    """

    def __init__(self, seed):
        self._seed = seed & 0xFFFFFFFF

    def initialize(self, trainer):
        xp = trainer.updater.device.xp
        if xp is not numpy:  # once: CuPy's generators are slow to seed
            xp.random.seed(self._drawn(trainer))
        self(trainer)

    def __call__(self, trainer):
        numpy.random.seed(self._drawn(trainer))

    def _drawn(self, trainer):
        state = [self._seed, several.comm().rank, trainer.updater.iteration]
        return numpy.random.RandomState(state).randint(2**31)
