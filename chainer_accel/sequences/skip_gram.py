"""Chainer's NegativeSampling and the gradient of EmbedID on NumPy arrays.

Compiled, a loop over pairs. With NumPy alone some pairs at a time, so that the vectors gathered
for them stay in the cache.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.parallel import each
from chainer_accel.served import serves

PAIRS = 512
# Of an update, for a thread at a time.
ROWS = 4096


def _compiled(matrix, rows=None):
    """The module of compiled loops; None where there is none for this matrix, or no such rows."""
    if matrix.dtype != numpy.float32:
        return None
    if rows is not None and rows.size and not 0 <= rows.min() <= rows.max() < len(matrix):
        return None
    return optional.module('sequences.skip_gram_kernels')


def _scores(x, W, samples):
    """Vectors of the samples (P, K, units) and their products with ``x`` (P, units): (P, K)."""
    w = W[samples]
    f = numpy.matmul(w, x[:, :, None])[:, :, 0]
    # The first one is the word itself, the others are negative.
    f[:, 0] *= -1
    return w, f


def forward(function, inputs):
    """In place of ``NegativeSamplingFunction.forward_cpu``."""
    x, t, W = inputs
    if not serves(x, W) or type(t) is not numpy.ndarray:
        return NotImplemented
    function.retain_inputs((0, 1, 2))
    function.ignore_mask = t != function.ignore_label
    function.samples = samples = function._make_samples(t)
    loss = numpy.zeros(len(x), x.dtype)
    pairs = function.ignore_mask.nonzero()[0]
    compiled = _compiled(W, samples[pairs])
    if compiled:
        compiled.forward(x, W, samples, pairs, loss)
        pairs = pairs[:0]
    for i in range(0, len(pairs), PAIRS):
        at = pairs[i : i + PAIRS]
        f = _scores(x[at], W, samples[at])[1]
        loss[at] = numpy.logaddexp(f, 0).sum(axis=1)
    if function.reduce == 'sum':
        loss = numpy.array(loss.sum(), x.dtype)
    return (loss,)


def backward(function, inputs):
    """In place of ``NegativeSamplingFunctionGrad.forward_cpu``."""
    x, W, gloss = inputs
    if not serves(x, W, gloss):
        return NotImplemented
    function.retain_inputs((0, 1, 2))
    gx, gW = numpy.zeros_like(x), numpy.zeros_like(W)
    pairs = function.ignore_mask.nonzero()[0]
    compiled = _compiled(W, function.samples[pairs])
    if compiled:
        gy = numpy.broadcast_to(gloss, len(x)).copy()
        compiled.backward(x, W, function.samples, pairs, gy, gx, gW)
        pairs = pairs[:0]
    for i in range(0, len(pairs), PAIRS):
        at = pairs[i : i + PAIRS]
        samples = function.samples[at]
        w, f = _scores(x[at], W, samples)
        gy = gloss if function.reduce == 'sum' else gloss[at][:, None]
        g = gy / (1 + numpy.exp(-f))
        g[:, 0] *= -1
        gx[at] = numpy.matmul(g[:, None], w)[:, 0]
        add_rows(gW, samples.ravel(), (g[:, :, None] * x[at][:, None]).reshape(-1, x.shape[1]))
    return gx, None, gW


def add_rows(matrix, indexes, rows):
    """``numpy.add.at(matrix, indexes, rows)``, faster: rows of one index are summed up first."""
    compiled = _compiled(matrix, indexes)
    if compiled:
        compiled.add_rows(matrix, indexes, rows)
        return
    order = numpy.argsort(indexes, kind='stable')
    indexes = indexes[order]
    starts = numpy.flatnonzero(numpy.append(True, indexes[1:] != indexes[:-1]))
    matrix[indexes[starts]] += numpy.add.reduceat(rows[order], starts, axis=0)


def embed_id_grad(function, inputs):
    """In place of ``EmbedIDGrad.forward``."""
    x, gy = inputs
    if not serves(gy) or type(x) is not numpy.ndarray:
        return NotImplemented
    function.retain_inputs((0,))
    function._gy_shape = gy.shape
    gW = numpy.zeros(function.w_shape, gy.dtype)
    x, gy = x.ravel(), gy.reshape(x.size, -1)
    if function.ignore_label is not None:
        used = x != function.ignore_label
        x, gy = x[used], gy[used]
    # Negative indexes count from the end, as in Chainer.
    if x.size:
        add_rows(gW, x % len(gW), gy)
    return (gW,)


def descend(W, gW, lr):
    """``W -= lr * gW`` for a matrix most of whose rows have no gradient; False if not served."""
    compiled = _compiled(W)
    if not compiled or W.ndim != 2 or not serves(W, gW):
        return False
    lr = W.dtype.type(lr)
    each(lambda i: compiled.descend(W, gW, lr, i, min(i + ROWS, len(W))), range(0, len(W), ROWS))
    return True
