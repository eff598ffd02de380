"""A loss that is no number any more, or no sensible one, ends the run."""

import math
import sys

import chainer
from chainer.training import extension

from cli.errors import UserError
from train.parts import snapshots

# Times the first loss, or 1 where that is less. What was seen of runs that came back from there:
# tens, in the first steps of an untrained network.
EXPLODED = 1e4
# The same at the end: such a network has learnt nothing, but may be what somebody wants to see.
WORSE = 10
# Options besides the rate that make the loss or its gradients larger.
_LARGER = 'balance', 'weight_decay'


class StopOnNaN(extension.Extension):
    """Stop before anything is written once the training loss is NaN, infinite or has exploded.

    Args:
        args (argparse.Namespace): Options of the script.
        model (~chainer.Link): The network.
        key (str): Name of the loss among the observations.
    """

    trigger = 1, 'iteration'
    # Before the log and the snapshots of the same iteration.
    priority = extension.PRIORITY_EDITOR

    def __init__(self, args, model, key='main/loss'):
        self._args = args
        self._model = model
        self._key = key
        self._first = None

    def initialize(self, trainer):
        for name, param in self._model.namedparams():
            if param.array is not None and not param.xp.isfinite(param.array).all():
                raise UserError(
                    'the network begins with numbers in {} that are none, or infinite: they come '
                    'from the weights or options given, not from the training'.format(name)
                )

    def __call__(self, trainer):
        if self._key not in trainer.observation:
            return  # a batch of which nothing counts
        loss = float(chainer.as_array(trainer.observation[self._key]))
        first = self._first is None
        if first:
            self._first = loss
        what = 'the loss became {:.4g} in iteration {}'.format(loss, trainer.updater.iteration)
        if not math.isfinite(loss):
            if first:
                raise UserError(
                    '{}, before the network changed: so it is not the rate, but the data, or an '
                    'option that weighs or scales them'.format(what)
                )
            raise UserError('{}: {}'.format(what, self._advice()))
        if loss > EXPLODED * max(self._first, 1):
            raise UserError('{}, it began at {:.4g}: {}'.format(what, self._first, self._advice()))

    def look_back(self, log):
        """Tell if the loss of the last entry of ``log`` is far above what it began at."""
        last = log[-1].get(self._key) if log else None
        if last and self._first is not None and last > WORSE * max(self._first, 1):
            sys.stderr.write(
                'the loss is {:.4g}, it began at {:.4g}: nothing was learnt: {}\n'.format(
                    last, self._first, self._advice()
                )
            )

    def _advice(self):
        given = [name for name in _LARGER if getattr(self._args, name, 0)]
        options = ' or '.join('--' + name.replace('_', '-') for name in ['lr'] + given)
        out = self._args.out
        before = '; the snapshots in {} are from before'.format(out) if snapshots.names(out) else ''
        return 'try a smaller {}{}'.format(options, before)
