"""Update rules for optimizers that somebody wrote as they were: ``init_state``, ``update_one``."""

import inspect

import chainer
import numpy
from chainer import optimizer

_METHODS = frozenset((
    'init_state', 'init_state_cpu', 'init_state_gpu', 'update_one', 'update_one_cpu',
    'update_one_gpu',
))  # fmt: skip


def written_methods(cls):
    """Which of these methods old code has written itself, for ``cls`` or a base of it."""
    bases = [base for base in cls.__mro__ if not base.__module__.startswith('chainer.')]
    return {name for base in bases for name in vars(base)} & _METHODS


def takes_arrays(cls):
    """Whether they are those of 1.4: ``update_one_cpu(param, grad, state)``, called with arrays."""
    for name in written_methods(cls):
        if name.startswith('update_one'):
            return len(inspect.signature(getattr(cls, name)).parameters) == 4
    return False


def on_cpu(param):
    """Whether this parameter, or array, is one of NumPy."""
    return isinstance(getattr(param, 'array', param), numpy.ndarray)


class OldRule(optimizer.UpdateRule):
    """Asks the optimizer's own methods."""

    def __init__(self, opt):
        super(OldRule, self).__init__(getattr(opt, 'hyperparam', None))
        self.opt = opt

    def init_state(self, param):
        with chainer.using_device(param.device):
            self.opt.init_state(param, self.state)

    def update_core(self, param):
        with chainer.using_device(param.device):
            self.opt.update_one(param, self.state)


class ArraysRule(OldRule):
    """Likewise, where they are called with arrays and ``init_state`` returns the state."""

    def init_state(self, param):
        method = self._method('init_state', param)
        with chainer.using_device(param.device):
            self.state['state'] = method(param.array, param.grad)

    def update_core(self, param):
        method = self._method('update_one', param)
        with chainer.using_device(param.device):
            method(param.array, param.grad, self.state['state'])

    def _method(self, name, param):
        if name not in written_methods(type(self.opt)):
            name += '_cpu' if on_cpu(param) else '_gpu'
            if name not in written_methods(type(self.opt)):
                return lambda *arrays: None
        return getattr(self.opt, name)


def rule_for(opt):
    """A new rule for one parameter of this optimizer."""
    if written_methods(type(opt)):
        return (ArraysRule if takes_arrays(type(opt)) else OldRule)(opt)
    return opt.create_update_rule()


def chainers_rule(opt):
    """A rule of that optimizer of Chainer's from which this one comes; None if from none."""
    for base in type(opt).__mro__:
        create = vars(base).get('create_update_rule')
        if create is not None and base is not optimizer.GradientMethod:
            return create(opt)
    return None
