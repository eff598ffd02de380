"""ReLU and the optimizers' updates: a piece that stays in the cache at a time.

An expression of NumPy's goes through memory once for each of its operations and asks for memory
for each of its temporaries; compiled, a number is in a register meanwhile. The operations and
their order are Chainer's, so the results are too.
"""

import numpy

from chainer_accel import kernels, skip_gram
from chainer_accel.parallel import each, share
from chainer_accel.served import serves

PIECE = 1 << 15
# So many take some 100 us.
FEW = 7


def _flat(arrays):
    """The arrays as vectors in one order of elements, or None where they have none in common."""
    if all(a.flags.c_contiguous for a in arrays):
        return [a.reshape(-1) for a in arrays]
    if all(a.ndim == 4 for a in arrays):
        turned = [a.transpose(0, 2, 3, 1) for a in arrays]
        if all(a.flags.c_contiguous for a in turned):
            return [a.reshape(-1) for a in turned]
    return None


def pieces(function, *arrays, loop=None):
    """Call ``function`` with the arrays' pieces; False where they are of different orders.

    Args:
        function: Takes as many vectors.
        arrays (numpy.ndarray): All of one shape.
        loop: In its place for whole float32 vectors, behind a counter of pieces (``claims``).
    """
    if not serves(*arrays) or any(a.shape != arrays[0].shape for a in arrays):
        return False
    flat = _flat(arrays)
    if flat is None:
        return False
    size = arrays[0].size
    if loop is not None and arrays[0].dtype == numpy.float32:
        few = size <= FEW * PIECE
        share(loop, 1 if few else -(-size // PIECE), *flat)
    else:
        starts = range(0, size, PIECE)
        each(lambda i: function(*[a[i : i + PIECE] for a in flat]), starts, FEW)
    return True


def _loop(name, *numbers):
    return kernels.loop('elementwise_kernels', name, *numbers)


def relu(function, inputs):
    """In place of ``ReLU.forward_cpu``."""
    (x,) = inputs
    y = numpy.empty_like(x)
    if not pieces(lambda x, y: numpy.maximum(x, 0, out=y), x, y, loop=_loop('relu')):
        return NotImplemented
    function.retain_outputs((0,))
    return (y,)


def relu_grad(function, inputs):
    """In place of ``ReLUGrad2.forward_cpu``."""
    (gy,) = inputs
    gx = numpy.empty_like(gy)

    def piece(y, gy, gx):
        numpy.multiply(gy, y > 0, out=gx)

    if not pieces(piece, function.b, gy, gx, loop=_loop('relu_grad')):
        return NotImplemented
    return (gx,)


def weight_decay(hook, rule, param):
    """In place of ``WeightDecay.__call__``."""
    p, g = param.data, param.grad
    if p is None or g is None or param._loss_scale is not None:
        return NotImplemented

    def piece(p, g):
        g += hook.rate * p

    done = pieces(piece, p, g, loop=_loop('weight_decay', hook.rate))
    return None if done else NotImplemented


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

    done = pieces(piece, param.data, g, loop=_loop('sgd', lr))
    return None if done else NotImplemented


def momentum_sgd(rule, param):
    """In place of ``MomentumSGDRule.update_core_cpu``."""
    g = param.grad
    if g is None:
        return None
    lr, momentum = rule.hyperparam.lr, rule.hyperparam.momentum

    def piece(p, g, v):
        v *= momentum
        v -= lr * g
        p += v

    loop = _loop('momentum_sgd', lr, momentum)
    return None if pieces(piece, param.data, g, rule.state['v'], loop=loop) else NotImplemented


def adam(rule, param):
    """In place of ``AdamRule.update_core_cpu``, for Adam as first published (and AdamW)."""
    g = param.grad
    hp = rule.hyperparam
    if g is None or hp.amsgrad or hp.adabound or g.dtype != numpy.float32:
        return NotImplemented
    rule._check_eps(numpy.float32)
    alpha = rule.alpha_t

    def piece(p, g, m, v):
        m += (1 - hp.beta1) * (g - m)
        v += (1 - hp.beta2) * (g * g - v)
        step = alpha / (numpy.sqrt(v) + hp.eps)
        if hp.weight_decay_rate:
            p *= 1 - hp.eta * hp.weight_decay_rate
        step *= m
        step *= hp.eta
        p -= step

    arrays = [param.data, g] + [rule.state[k] for k in 'mv']
    numbers = (1 - hp.beta1, 1 - hp.beta2, alpha, hp.eps, 1 - hp.eta * hp.weight_decay_rate, hp.eta)
    return None if pieces(piece, *arrays, loop=_loop('adam', *numbers)) else NotImplemented
