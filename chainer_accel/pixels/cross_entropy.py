"""Chainer's softmax cross entropy and accuracy of pictures on NumPy arrays, by compiled kernels.

For a picture's few classes NumPy's operations are either short or in the wrong order for the
memory; taken in pieces that stay in the cache they were no faster than Chainer's own.
"""

import chainer
import numpy

from chainer_accel.base import optional
from chainer_accel.base.memory import empty_like, is_channels_last
from chainer_accel.base.parallel import share
from chainer_accel.served import serves

# Pixels for a thread to take at a time.
PIECE = 1 << 13


def _kernel(x, t):
    """The kernels, if they serve scores ``x`` (N, C, H, W) and labels ``t`` (N, H, W)."""
    if x.ndim != 4 or type(t) is not numpy.ndarray or t.ndim != 3 or t.dtype.kind != 'i':
        return None
    if not serves(x) or x.dtype != numpy.float32:
        return None
    return optional.module('pixels.cross_entropy_kernels')


class _Flat:
    """Pictures (N, C, H, W) as a flat array, in whichever order they lie in memory."""

    def __init__(self, x):
        self.last = is_channels_last(x)
        self.array = self.turn(x)
        n, c, h, w = x.shape
        self.steps = (1, c) if self.last else (h * w, 1)

    def turn(self, a):
        """Another array as large, flat in the same order."""
        a = a.transpose(0, 2, 3, 1) if self.last else a
        return numpy.ascontiguousarray(a).reshape(-1)


def _pieces(t):
    """How many pieces the kernels take of labels (N, pixels)."""
    return len(t) * -(-t.shape[1] // PIECE)


def _labels(t):
    return t.astype(numpy.int32, copy=False).reshape(len(t), -1)


def _weights(function, c):
    """The weights of ``c`` classes, or None where they are others than the kernels take."""
    weight = function.class_weight
    if weight is None:
        return numpy.ones(c, numpy.float32)
    if type(weight) is not numpy.ndarray or weight.shape != (c,) or weight.dtype != numpy.float32:
        return None
    return weight


def forward(function, inputs):
    """In place of ``SoftmaxCrossEntropy.forward_cpu``."""
    x, t = inputs
    kernel = _kernel(x, t)
    if kernel is None or chainer.is_debug():
        return NotImplemented
    weight = _weights(function, x.shape[1])
    used = t != function.ignore_label
    labels = t[used]
    if weight is None or labels.size and not 0 <= labels.min() <= labels.max() < len(weight):
        return NotImplemented
    function.retain_inputs((0, 1))
    flat, t = _Flat(x), _labels(t)
    y = numpy.empty(x.size if function.cache_score else 0, numpy.float32)
    log_p = numpy.empty(t.shape, numpy.float32)
    args = (flat.steps, t, function.ignore_label, weight, y, log_p)
    share(kernel.forward, _pieces(t), PIECE, flat.array, *args)
    if function.cache_score:
        function.y = _shaped(y, x.shape, flat.last)
    if function.reduce == 'no':
        return (-log_p.reshape(used.shape),)
    count = labels.size if function.normalize else len(x)
    function._coeff = 1.0 / max(count, 1)
    return (numpy.array(-log_p.sum(dtype=float) * function._coeff, numpy.float32),)


def _shaped(flat, shape, last):
    n, c, h, w = shape
    return flat.reshape(n, h, w, c).transpose(0, 3, 1, 2) if last else flat.reshape(shape)


def backward(function, inputs):
    """In place of ``_SoftmaxCrossEntropyGrad_NoDoubleBackprop.forward_cpu``."""
    x, t, gloss = inputs
    y = function.y
    if y is None or function.soft_target or not serves(x, y, gloss):
        return NotImplemented
    kernel = _kernel(x, t)
    weight = _weights(function, x.shape[1])
    if kernel is None or weight is None:
        return NotImplemented
    flat, t = _Flat(y), _labels(t)
    if function.coeff is None:
        g, g_step = numpy.ascontiguousarray(gloss).reshape(len(t), -1), 1
    else:
        g, g_step = numpy.full((len(t), 1), gloss * function.coeff, numpy.float32), 0
    result = empty_like(y, y.shape)
    gx = flat.turn(result)
    args = (flat.steps, t, function.ignore_label, weight, g, g_step, gx)
    share(kernel.backward, _pieces(t), PIECE, flat.array, *args)
    return (result,)


def accuracy(function, inputs):
    """In place of ``Accuracy.forward_cpu``."""
    x, t = inputs
    kernel = _kernel(x, t)
    if kernel is None:
        return NotImplemented
    flat, labels = _Flat(x), _labels(t)
    ignored = function.ignore_label
    # No class has a number below 0: such labels are wrong anyway.
    skipped = -1 if ignored is None else ignored
    right = numpy.empty(_pieces(labels), numpy.int64)
    args = (flat.steps, labels, skipped, x.shape[1], right)
    share(kernel.count_right, len(right), PIECE, flat.array, *args)
    right = int(right.sum())
    total = t.size if ignored is None else numpy.count_nonzero(t != ignored)
    return (numpy.array(right / total if total else 0.0, numpy.float32),)
