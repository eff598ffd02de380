"""A training script run up to the place where it would begin to train."""

import importlib.util
import os
import runpy
import sys

from chainer.training import Trainer

from cli.errors import UserError


class _Ready(BaseException):
    """Carries the trainer out of the script, past whatever it catches."""


def trainer(script, options):
    """The ``chainer.training.Trainer`` that a script makes, with everything it hung on it.

    Args:
        script (str): A module, such as ``train.fcn32s``, or the path of any script that trains
            by a Trainer.
        options (list of str): Its command line.

    Raises:
        UserError: There is no such script, or it ended without training.
    """

    def stop(self, *args, **kwargs):
        ready = _Ready()
        ready.trainer = self
        raise ready

    argv, run = sys.argv, Trainer.run
    sys.argv, Trainer.run = [script] + list(options), stop
    try:
        if script.endswith('.py'):
            if not os.path.exists(script):
                raise UserError('{}: no such script'.format(script))
            sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
            runpy.run_path(script, run_name='__main__')
        else:
            _check_module(script)
            runpy.run_module(script, run_name='__main__', alter_sys=True)
    except _Ready as ready:
        return ready.trainer
    finally:
        sys.argv, Trainer.run = argv, run
    raise UserError('{}: ended without training by a chainer.training.Trainer'.format(script))


def _check_module(name):
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise UserError('{}: no such module; such as train.fcn32s'.format(name))
