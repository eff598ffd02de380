"""An optimizer's step for all of a model's parameters in one loop.

For those of Chainer's optimizers that ``rules`` has, with weight decay as their only hook or
none. All else, and what may be so one day (a rule of its own for a parameter, float16, a loss
scale, a gradient that is missing), is done by Chainer, one parameter after the other.
"""

import functools

import numpy
from chainer import optimizer_hooks, optimizers
from chainer.variable import Parameter

from chainer_accel import switch
from chainer_accel.served import serves
from chainer_accel.updates import rules

# Rule: loop, its state, the numbers it takes.
_RULES = {
    optimizers.momentum_sgd.MomentumSGDRule: ('momentum_sgd', 'v', rules.momentum_numbers),
    optimizers.adam.AdamRule: ('adam', 'mv', rules.adam_numbers),
}


def put_before(own):
    """``GradientMethod.update`` with this package's way before Chainer's ``own``."""

    @functools.wraps(own)
    def update(optimizer, lossfun=None, *args, **kwds):
        if switch.level() != 'auto':
            own(optimizer, lossfun, *args, **kwds)
            return
        if lossfun is not None:
            _backward(optimizer, lossfun(*args, **kwds))
        if not _step(optimizer):
            own(optimizer)

    return update


def _backward(optimizer, loss):
    """Gradients, as Chainer's ``update`` asks for them."""
    if getattr(optimizer, '_use_cleargrads', True):
        optimizer.target.cleargrads()
    else:
        optimizer.target.zerograds()
    loss.backward(loss_scale=optimizer._loss_scale)


def _step(optimizer):
    """Update all parameters; False, and nothing is done, where Chainer has to."""
    rate = _decay(optimizer)
    params = [p for p in optimizer.target.params() if p.update_rule is not None]
    if rate is None or optimizer._loss_scale is not None or not params:
        return False
    kind = _RULES.get(type(params[0].update_rule))
    if kind is None or not all(_plain(p, type(params[0].update_rule)) for p in params):
        return False
    loop, state, numbers = kind
    rows = []
    for p in params:
        own = _at(p.update_rule, numbers)
        arrays = [p.array, p.grad] + [p.update_rule.state[k] for k in state]
        if own is None or arrays[0].dtype != numpy.float32 or not serves(*arrays):
            return False
        rows.append((arrays, (rate,) + own))
    if not rules.run(loop, rows):
        return False
    optimizer.t += 1
    for p in params:
        p.update_rule.t += 1
    return True


def _at(rule, numbers):
    """Its numbers for the step that is to be done: Adam's change with it."""
    rule.t += 1
    try:
        return numbers(rule)
    finally:
        rule.t -= 1


def _decay(optimizer):
    """Rate of the weight decay that is the only hook, 0 without one, None if there is another."""
    hooks = optimizer._hookable
    before = list(hooks._pre_update_hooks.values())
    if hooks._post_update_hooks or len(before) > 1:
        return None
    if not before:
        return 0
    decays = type(before[0]) is optimizer_hooks.WeightDecay
    return before[0].rate if decays and before[0].call_for_each_param else None


def _plain(p, kind):
    """Whether a parameter has a rule of that kind, with nothing of its own, and all it takes."""
    rule = p.update_rule
    if type(p) is not Parameter or type(rule) is not kind:
        return False
    if not rule.enabled or rule._use_fp32_update:
        return False
    if rule._hookable._pre_update_hooks or rule._hookable._post_update_hooks:
        return False
    usual = p.layout is None and p._loss_scale is None
    return usual and bool(rule.state) and p.grad is not None
