"""Chainer's 2D max pooling on NumPy arrays, without columns of its windows.

The order of the axes in memory stays what it is; ``indexes`` are those of Chainer (the tap's
number in the window, the first of equals), int32 as on a GPU.
"""

import numpy
from chainer.utils.conv import get_conv_outsize

from chainer_accel import kernels, pooling_taps
from chainer_accel.memory import empty_like, is_channels_last
from chainer_accel.parallel import each
from chainer_accel.served import serves


def forward(function, inputs):
    """In place of ``MaxPoolingND.forward_cpu``."""
    (x,) = inputs
    if function.ndim != 2 or not serves(x):
        return NotImplemented
    if any(p >= k for p, k in zip(function.pad, function.ksize)):
        return NotImplemented  # Windows that see nothing of the picture.
    size = tuple(
        int(get_conv_outsize(n, k, s, p, function.cover_all))
        for n, k, s, p in zip(x.shape[2:], function.ksize, function.stride, function.pad)
    )
    if min(size) <= 0:
        return NotImplemented  # Chainer says what is wrong.
    kernel = _kernels(x)
    if kernel is not None:
        y, indexes = _compiled_forward(kernel, function, x, size)
    else:
        y, indexes = pooling_taps.forward(function, x, size)
    function._in_shape = x.shape
    function._in_dtype = x.dtype
    function.indexes = indexes
    return (y,)


def _kernels(a):
    """The compiled kernels, if they serve ``a``: float32, channels last in memory."""
    if a.dtype != numpy.float32 or not is_channels_last(a):
        return None
    return kernels.module('pooling_kernels')


def _window(function):
    return tuple(int(n) for n in function.ksize + function.stride + function.pad)


def _flat(a):
    return a.transpose(0, 2, 3, 1).reshape(-1)


def _rows(total):
    """Ranges of rows for threads to share."""
    step = max(1, total // 32)
    return [(i, min(total, i + step)) for i in range(0, total, step)]


def _compiled_forward(kernel, function, x, size):
    n, c = x.shape[:2]
    y = empty_like(x, (n, c) + size)
    indexes = numpy.empty_like(y, numpy.int32)
    args = _flat(x), x.shape[2:], c, _window(function), _flat(y), _flat(indexes), size
    each(lambda rows: kernel.forward(*(args + rows)), _rows(n * size[0]))
    return y, indexes


def _compiled_backward(kernel, function, gy):
    n, c = gy.shape[:2]
    gx = empty_like(gy, function._in_shape)
    size = gx.shape[2:]
    args = _flat(gy), _flat(function.indexes), gy.shape[2:], c, _window(function), _flat(gx), size
    each(lambda rows: kernel.backward(*(args + rows)), _rows(n * size[0]))
    return gx


def backward(function, inputs):
    """In place of ``MaxPoolingNDGrad.forward_cpu``."""
    (gy,) = inputs
    pool = function.func
    if pool.ndim != 2 or not serves(gy) or gy.dtype != pool._in_dtype:
        return NotImplemented
    kernel = _kernels(gy)
    if kernel is not None and is_channels_last(pool.indexes):
        return (_compiled_backward(kernel, pool, gy),)
    return (pooling_taps.backward(pool, gy),)
