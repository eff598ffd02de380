"""The optimizers' updates, of one parameter or of all of a model's together.

Chainer calls its hook and its rule for each parameter, some 100 us each. Where an optimizer does
nothing but what is here, ``optimizer`` does it for all of them in one loop.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.parallel import share
from chainer_accel.pixels.elementwise import flat, pieces
from chainer_accel.sequences import skip_gram
from chainer_accel.served import serves

KERNELS = 'updates.kernels'
# Pieces that one thread has done sooner than another one is there.
FEW = 7
_COLUMNS = 5, 7


def run(loop, rows):
    """Update parameters by a loop of ``kernels``.

    Args:
        loop (str): Which.
        rows (list): For each of them its float32 arrays (parameter, gradient, state), which have
            one shape; rate of weight decay and the rule's numbers.

    Returns:
        bool: False, and nothing is done, where they don't lie in one order in memory, must not be
        written to, or where two have the same; and where nothing is compiled.
    """
    compiled = optional.module(KERNELS)
    if compiled is None:
        return False
    table = numpy.zeros((len(rows), _COLUMNS[0]), numpy.int64)
    numbers = numpy.zeros((len(rows), _COLUMNS[1]), numpy.float32)
    for i, (arrays, own) in enumerate(rows):
        if not all(a.flags.behaved and a.shape == arrays[0].shape for a in arrays):
            return False
        if flat(arrays) is None:
            return False
        table[i, 0] = arrays[0].size
        table[i, 1 : 1 + len(arrays)] = [a.__array_interface__['data'][0] for a in arrays]
        numbers[i, : len(own)] = own
    if len(numpy.unique(table[:, 1:3])) < 2 * len(rows):
        return False
    ends = numpy.cumsum(-(-table[:, 0] // compiled.PIECE))
    few = table[:, 0].sum() <= FEW * compiled.PIECE
    share(getattr(compiled, loop), 1 if few else int(ends[-1]), ends, table, numbers)
    return True


def _one(loop, piece, arrays, *numbers):
    """One parameter's, by NumPy where it is not compiled or not float32; Chainer's answer."""
    if not serves(*arrays):
        return NotImplemented
    if arrays[0].dtype == numpy.float32 and run(loop, [(arrays, numbers)]):
        return None
    return None if pieces(piece, *arrays) else NotImplemented


def weight_decay(hook, rule, param):
    """In place of ``WeightDecay.__call__``."""
    p, g = param.data, param.grad
    if p is None or g is None or param._loss_scale is not None:
        return NotImplemented

    def piece(p, g):
        g += hook.rate * p

    return _one('weight_decay', piece, (p, g), hook.rate)


def sgd(rule, param):
    """In place of ``SGDRule.update_core_cpu``."""
    g = param.grad
    if g is None:
        return None
    lr = rule.hyperparam.lr
    if skip_gram.descend(param.data, g, lr):
        return None

    def piece(p, g):
        p -= lr * g

    return _one('sgd', piece, (param.data, g), 0, lr)


def momentum_numbers(rule):
    return rule.hyperparam.lr, rule.hyperparam.momentum


def momentum_sgd(rule, param):
    """In place of ``MomentumSGDRule.update_core_cpu``."""
    g = param.grad
    if g is None:
        return None
    lr, momentum = momentum_numbers(rule)

    def piece(p, g, v):
        v *= momentum
        v -= lr * g
        p += v

    return _one('momentum_sgd', piece, (param.data, g, rule.state['v']), 0, lr, momentum)


def adam_numbers(rule):
    """None for those that came after Adam as first published (and AdamW)."""
    hp = rule.hyperparam
    if hp.amsgrad or hp.adabound:
        return None
    rule._check_eps(numpy.float32)
    left = 1 - hp.eta * hp.weight_decay_rate
    return 1 - hp.beta1, 1 - hp.beta2, rule.alpha_t, hp.eps, left, hp.eta


def adam(rule, param):
    """In place of ``AdamRule.update_core_cpu``."""
    g = param.grad
    if g is None or g.dtype != numpy.float32:
        return NotImplemented
    numbers = adam_numbers(rule)
    if numbers is None:
        return NotImplemented
    rate_m, rate_v, alpha, eps, left, eta = numbers

    def piece(p, g, m, v):
        m += rate_m * (g - m)
        v += rate_v * (g * g - v)
        step = alpha / (numpy.sqrt(v) + eps)
        if left != 1:
            p *= left
        step *= m
        step *= eta
        p -= step

    return _one('adam', piece, (param.data, g, rule.state['m'], rule.state['v']), 0, *numbers)
