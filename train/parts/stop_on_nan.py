"""A loss that is no number any more ends the run."""

import math

import chainer
from chainer.training import extension

from cli.errors import UserError


class StopOnNaN(extension.Extension):
    """Stop before anything is written once the training loss is NaN or infinite.

    Args:
        key (str): Name of the loss among the observations.
    """

    trigger = 1, 'iteration'
    # Before the log and the snapshots of the same iteration.
    priority = extension.PRIORITY_EDITOR

    def __init__(self, key='main/loss'):
        self._key = key

    def __call__(self, trainer):
        loss = float(chainer.as_array(trainer.observation[self._key]))
        if not math.isfinite(loss):
            raise UserError(
                'the loss became {} in iteration {}: try a smaller --lr; the snapshots '
                'and models in {} are from before'.format(
                    loss, trainer.updater.iteration, trainer.out
                )
            )
