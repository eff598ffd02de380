"""ReLU and the optimizers' updates of flat float32 arrays: each number read and written once.

The operations and their order are NumPy's and Chainer's, so the results are too. ``counter`` is of
pieces of PIECE numbers (``claims``).
"""

import numpy

from chainer_accel.claims import claim
from chainer_accel.compiled import inner, outer
from chainer_accel.together import lead, outline

PIECE = 1 << 14
_ZERO, _ONE = numpy.float32(0), numpy.float32(1)


@inner
def _relu(me, counter, x, y):
    """Fill ``y`` with x where x > 0, else 0. NaN stays."""
    first = PIECE * claim(counter)
    while first < x.size:
        for i in range(first, min(first + PIECE, x.size)):
            y[i] = _ZERO if x[i] <= 0 else x[i]
        first = PIECE * claim(counter)


_relu_work = outline(_relu)


@outer
def relu(team, helpers, *args):
    lead(team, helpers, _relu_work(args))


@inner
def _relu_grad(me, counter, y, gy, gx):
    """Fill ``gx`` with gy where y > 0, else 0 gy."""
    first = PIECE * claim(counter)
    while first < y.size:
        for i in range(first, min(first + PIECE, y.size)):
            gx[i] = gy[i] * (_ONE if y[i] > 0 else _ZERO)
        first = PIECE * claim(counter)


_relu_grad_work = outline(_relu_grad)


@outer
def relu_grad(team, helpers, *args):
    lead(team, helpers, _relu_grad_work(args))


@inner
def _weight_decay(me, counter, p, g, rate):
    """Add ``rate`` p to the gradient."""
    first = PIECE * claim(counter)
    while first < p.size:
        for i in range(first, min(first + PIECE, p.size)):
            g[i] += rate * p[i]
        first = PIECE * claim(counter)


_weight_decay_work = outline(_weight_decay)


@outer
def weight_decay(team, helpers, *args):
    lead(team, helpers, _weight_decay_work(args))


@inner
def _sgd(me, counter, p, g, lr):
    """Steepest descent."""
    first = PIECE * claim(counter)
    while first < p.size:
        for i in range(first, min(first + PIECE, p.size)):
            p[i] -= lr * g[i]
        first = PIECE * claim(counter)


_sgd_work = outline(_sgd)


@outer
def sgd(team, helpers, *args):
    lead(team, helpers, _sgd_work(args))


@inner
def _momentum_sgd(me, counter, p, g, v, lr, momentum):
    """Descent with momentum ``v``."""
    first = PIECE * claim(counter)
    while first < p.size:
        for i in range(first, min(first + PIECE, p.size)):
            v[i] = v[i] * momentum - lr * g[i]
            p[i] += v[i]
        first = PIECE * claim(counter)


_momentum_sgd_work = outline(_momentum_sgd)


@outer
def momentum_sgd(team, helpers, *args):
    lead(team, helpers, _momentum_sgd_work(args))


@inner
def _adam(me, counter, p, g, m, v, rate_m, rate_v, alpha, eps, left, eta):
    """Adam's step, of moments ``m`` and ``v``.

    Args:
        rate_m, rate_v (numpy.float32): 1 - beta1, 1 - beta2.
        alpha, eps, eta (numpy.float32): As Chainer names them.
        left (numpy.float32): What the weight decay leaves of a parameter, of 1.
    """
    first = PIECE * claim(counter)
    while first < p.size:
        for i in range(first, min(first + PIECE, p.size)):
            m[i] += rate_m * (g[i] - m[i])
            v[i] += rate_v * (g[i] * g[i] - v[i])
            p[i] = p[i] * left - alpha / (numpy.sqrt(v[i]) + eps) * m[i] * eta
        first = PIECE * claim(counter)


_adam_work = outline(_adam)


@outer
def adam(team, helpers, *args):
    lead(team, helpers, _adam_work(args))
