"""Optimizers of one's own: subclasses of `GradientMethod` with `init_state` and `update_one`.

Subclasses of Chainer's optimizers too, whose methods call those of Adam or SGD. Until 1.4 they were
subclasses of `Optimizer` itself, and their methods were called with arrays: the parameter, its
gradient and a state that `init_state` had returned.
"""

import chainer
from chainer import optimizer

from chainer_compat.v1 import old_rules
from chainer_compat.v1.cause import Served


def init_state(self, param, state):
    """Fill the dictionary ``state`` for a parameter."""
    if old_rules.on_cpu(param):
        self.init_state_cpu(param, state)
    else:
        self.init_state_gpu(param, state)


def init_state_cpu(self, param, state):
    """As the optimizer of Chainer's does from which this one comes."""
    rule = old_rules.chainers_rule(self)
    if rule is not None:
        rule._state = state
        rule.init_state(param)


def update_one(self, param, state):
    """Update a parameter."""
    if old_rules.on_cpu(param):
        self.update_one_cpu(param, state)
    else:
        self.update_one_gpu(param, state)


def update_one_cpu(self, param, state):
    """As the optimizer of Chainer's does from which this one comes."""
    rule = old_rules.chainers_rule(self)
    if rule is None:
        raise NotImplementedError
    rule._state, rule.t = state, self.t
    rule.update_core(param)


def _methods(version):
    cls = optimizer.GradientMethod
    cls.init_state = init_state
    cls.init_state_cpu = cls.init_state_gpu = init_state_cpu
    cls.update_one = update_one
    cls.update_one_cpu = cls.update_one_gpu = update_one_cpu


def _base(version):
    chainer.Optimizer = optimizer.Optimizer = optimizer.GradientMethod


SERVED = [
    Served('GradientMethod.init_state, init_state_cpu, init_state_gpu, update_one, '
           'update_one_cpu, update_one_gpu', _methods),
    Served('subclasses of chainer.Optimizer with update_one_cpu(param, grad, state)', _base,
           through='1.4'),
]  # fmt: skip
