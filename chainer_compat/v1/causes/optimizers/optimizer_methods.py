"""Methods of optimizers: `zero_grads`, `weight_decay`, `clip_grads`, `_states` and their like.

An optimizer's states were its own, by the path of the parameter. Today they belong to the
parameter: the last optimizer that was set up with a model was used for all of them. Parameters that
came later had none. `update(lossfun, ...)` filled the gradients with zeros first, today it removes
them.
"""

import functools

import chainer
from chainer import backend, optimizer

from chainer_compat.v1 import old_rules
from chainer_compat.v1.cause import Served
from chainer_compat.v1.hooks import GradientClipping, WeightDecay, norm

# In 1.4 the name stood for another class (own_optimizers.py).
_Optimizer = optimizer.Optimizer


def zero_grads(self):
    """Fill all gradients with zeros."""
    self.target.zerograds()


def compute_grads_norm(self):
    """The norm of all gradients together."""
    return norm(self.target)


def clip_grads(self, maxnorm):
    """Scale all gradients so that their norm is at most this."""
    GradientClipping(maxnorm)(self)


def weight_decay(self, decay):
    """Add the parameters times ``decay`` to the gradients."""
    WeightDecay(decay)(self)


def accumulate_grads(self, grads):
    """Add gradients that were computed elsewhere."""
    for param, grad in zip(self.target.params(), grads):
        with chainer.using_device(param.device):
            mine = param.grad
            mine += param.device.send(backend.from_chx(grad))


def _rules(self):
    """This optimizer's rules by path, given to the parameters as theirs."""
    rules = self.__dict__.setdefault('_rules', {})
    for path, param in self.target.namedparams():
        rule = rules.get(path)
        if rule is None:
            rule = rules[path] = old_rules.rule_for(self)
            rule.t = self.t
        param.update_rule = rule
    return rules


def prepare(self):
    """Make the states that are missing."""
    for rule, param in _ruled(self):
        if param.array is not None:
            rule._init_states(param)


def _ruled(self):
    rules = _rules(self)
    return [(rules[path], param) for path, param in self.target.namedparams()]


def _states(self):
    """dict: From the path of a parameter to its state."""
    self.prepare()
    return {path: rule.state for path, rule in _rules(self).items()}


def setup(self, link):
    """Set up for this link, with new states."""
    self._rules = {}
    # Not GradientMethod's: it asks for rules of today.
    _Optimizer.setup(self, link)
    self.t = self.epoch = 0
    _rules(self)
    return self


def _first(original):
    """A method before which the parameters are given this optimizer's rules."""

    @functools.wraps(original)
    def method(self, *args, **kwargs):
        _rules(self)
        return original(self, *args, **kwargs)

    return method


def _update(original):
    @functools.wraps(original)
    def update(self, lossfun=None, *args, **kwargs):
        if lossfun is not None:
            loss = lossfun(*args, **kwargs)
            if getattr(self, '_use_cleargrads', False):
                self.target.cleargrads()
            else:
                self.target.zerograds()
            loss.backward()
            del loss
        # After the loss: parameters may have come with it.
        for rule, param in _ruled(self):
            rule.t = self.t
            # A link of old code may have made plain variables its parameters.
            if not hasattr(param, 'update'):
                param.update = functools.partial(rule.update, param)
        return original(self)

    return update


def _methods(version):
    cls = _Optimizer
    for method in (zero_grads, compute_grads_norm, clip_grads, weight_decay, accumulate_grads):
        setattr(cls, method.__name__, method)


def _own_states(version):
    cls = optimizer.GradientMethod
    cls.setup = setup
    cls.update = _update(cls.update)
    cls.serialize = _first(cls.serialize)
    cls.prepare = prepare
    cls._states = property(_states)


SERVED = [
    Served(
        'Optimizer.zero_grads, compute_grads_norm, clip_grads, weight_decay, accumulate_grads',
        _methods,
    ),
    Served('Optimizer.update(lossfun), _states, prepare', _own_states),
]
