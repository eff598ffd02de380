"""Hooks of optimizers: called once with the optimizer, in the order in which they were added.

Weight decay before clipping and clipping before weight decay are two things again.
"""

from chainer import optimizer

from chainer_compat.v1 import hooks
from chainer_compat.v1.cause import Served


def _put(version):
    for hook in hooks.HOOKS:
        setattr(optimizer, hook.__name__, hook)
    optimizer.exponential_decay_noise = hooks.exponential_decay_noise


SERVED = [
    Served(
        ', '.join('chainer.optimizer.' + hook.__name__ for hook in hooks.HOOKS)
        + ', exponential_decay_noise',
        _put,
    )
]
