"""Trainers: batches are variables, `snapshot(trigger=)`, `invoke_before_training`, epochs.

A loss function of old code says `x.data` of what an updater or an evaluator gives it; the
evaluator's variables are volatile. `Optimizer.new_epoch` was never called for anybody.
"""

import functools
import sys

import chainer
from chainer import optimizer, training, variable
from chainer.dataset import convert
from chainer.training import extension, extensions, trainer, updaters
from chainer.training.updaters import multiprocess_parallel_updater

from chainer_compat.v1 import flags
from chainer_compat.v1.cause import Served


def _made(arrays, flag):
    """A batch, as the converter gave it, of variables."""

    def made(x):
        if not isinstance(x, chainer.get_array_types()):
            return x
        x = variable.Variable(x)
        x.volatile = flag
        return x

    if isinstance(arrays, tuple):
        return tuple(made(x) for x in arrays)
    if isinstance(arrays, dict):
        return {name: made(x) for name, x in arrays.items()}
    return made(arrays)


def _as_variables(original):
    @functools.wraps(original)
    def call(converter, batch, device):
        caller = sys._getframe(1).f_globals.get('__name__', '')
        flag = flags.ON if caller.endswith('.evaluator') else flags.OFF
        return _made(original(converter, batch, device), flag)

    return call


def _in_parallel(original):
    """``ParallelUpdater.update_core``, which calls its own converter."""

    @functools.wraps(original)
    def update_core(self):
        plain = self.converter
        self.converter = lambda *args, **kwargs: _made(plain(*args, **kwargs), flags.OFF)
        try:
            original(self)
        finally:
            self.converter = plain

    return update_core


def _in_processes(original):
    @functools.wraps(original)
    def calc_loss(model, arrays):
        return original(model, _made(arrays, flags.OFF))

    return calc_loss


def _variables(version):
    convert._call_converter = _as_variables(convert._call_converter)
    cls = updaters.ParallelUpdater
    cls.update_core = _in_parallel(cls.update_core)
    multiprocess_parallel_updater._calc_loss = _in_processes(
        multiprocess_parallel_updater._calc_loss
    )


def new_epoch(self, auto=False):
    """Count an epoch, if it was the program that said so."""
    if not auto:
        self.epoch += 1


def _epochs(version):
    optimizer.Optimizer.new_epoch = new_epoch


def _triggered(original):
    """A function that makes an extension, with ``trigger`` as its last argument."""

    @functools.wraps(original)
    def make(*args, **kwargs):
        trigger = kwargs.pop('trigger', None)
        places = {'snapshot': 2, 'snapshot_object': 3}[original.__name__]
        if len(args) > places:
            args, trigger = args[:places], args[places]
        made = original(*args, **kwargs)
        if trigger is not None:
            made.trigger = trigger
        return made

    return make


def _extend(original):
    @functools.wraps(original)
    def extend(self, extension, name=None, trigger=None, priority=None,
               invoke_before_training=None, **kwargs):  # fmt: skip
        if invoke_before_training is None:
            invoke_before_training = getattr(extension, 'invoke_before_training', False)
        kwargs.setdefault('call_before_training', bool(invoke_before_training))
        return original(self, extension, name, trigger, priority, **kwargs)

    return extend


def _make_extension(original):
    @functools.wraps(original)
    def make_extension(trigger=None, default_name=None, priority=None,
                       invoke_before_training=False, finalizer=None, **kwargs):  # fmt: skip
        decorate = original(trigger, default_name, priority, finalizer, **kwargs)

        def decorator(function):
            function.invoke_before_training = invoke_before_training
            return decorate(function)

        return decorator

    return make_extension


def _extensions(version):
    for name in ('snapshot', 'snapshot_object'):
        setattr(extensions, name, _triggered(getattr(extensions, name)))
    trainer.Trainer.extend = _extend(trainer.Trainer.extend)
    extension.Extension.invoke_before_training = False
    new = _make_extension(extension.make_extension)
    extension.make_extension = training.make_extension = new


SERVED = [
    Served('variables from StandardUpdater, ParallelUpdater and Evaluator', _variables),
    Served('Optimizer.new_epoch', _epochs),
    Served('extensions.snapshot(trigger=), snapshot_object(trigger=), '
           'Trainer.extend(invoke_before_training=), training.make_extension', _extensions),
]  # fmt: skip
