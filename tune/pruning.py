"""A Trainer's extension that tells a trial its measure and ends it where others are better.

What optuna.integration.ChainerPruningExtension was until Optuna dropped Chainer.
"""

import math

import chainer
import optuna
from chainer.training import extension


class PruningExtension(extension.Extension):
    """Report a measure after every epoch.

    Args:
        trial (optuna.Trial): Whose it is.
        measure (str): Among the trainer's observations, such as ``validation/main/accuracy``.
        offset (int): Added to the epoch: where a trial has several runs, the epochs before.

    Raises:
        optuna.TrialPruned: When called, where the study's pruner says so.
        KeyError: When called, where there is no such observation.
    """

    trigger = 1, 'epoch'
    # After the evaluation and the log, before the snapshots of the same epoch.
    priority = extension.PRIORITY_READER

    def __init__(self, trial, measure, offset=0):
        self._trial = trial
        self._measure = measure
        self._offset = offset

    def __call__(self, trainer):
        if self._measure not in trainer.observation:
            raise KeyError(self._measure)
        value = float(chainer.as_array(trainer.observation[self._measure]))
        if math.isfinite(value):
            self._trial.report(value, self._offset + trainer.updater.epoch)
        if self._trial.should_prune():
            raise optuna.TrialPruned
