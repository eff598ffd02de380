"""Chainer's 2D max pooling on NumPy arrays, tap by tap of the window instead of by columns.

The order of the axes in memory stays what it is; ``indexes`` are those of Chainer (the tap's
number in the window, the first of equals), int32 as on a GPU.
"""

import numpy
from chainer.utils.conv import get_conv_outsize

from chainer_accel.served import serves


def _taps(a, function, size):
    """The part of ``a`` (N, C, height, width) that each tap of the window sees."""
    (kh, kw), (sy, sx) = function.ksize, function.stride
    for j in range(kh):
        for i in range(kw):
            yield a[:, :, j : j + sy * (size[0] - 1) + 1 : sy, i : i + sx * (size[1] - 1) + 1 : sx]


def _padded_size(function, size):
    """Height and width of all that the windows see, padding included."""
    return tuple(s * (n - 1) + k for s, n, k in zip(function.stride, size, function.ksize))


def _inside(function, shape, size):
    """Where the picture lies in what the windows see."""
    return (slice(None), slice(None)) + tuple(
        slice(p, min(p + n, whole))
        for p, n, whole in zip(function.pad, shape[2:], _padded_size(function, size))
    )


def _empty_like(a, shape):
    """Memory for ``shape`` in the order of the axes of ``a``."""
    if a.transpose(0, 2, 3, 1).flags.c_contiguous:
        n, c, h, w = shape
        return numpy.empty((n, h, w, c), a.dtype).transpose(0, 3, 1, 2)
    return numpy.empty(shape, a.dtype)


def forward(function, inputs):
    """In place of ``MaxPoolingND.forward_cpu``."""
    (x,) = inputs
    if function.ndim != 2 or not serves(x):
        return NotImplemented
    if any(p >= k for p, k in zip(function.pad, function.ksize)):
        return NotImplemented  # Windows that see nothing of the picture.
    size = tuple(
        get_conv_outsize(n, k, s, p, function.cover_all)
        for n, k, s, p in zip(x.shape[2:], function.ksize, function.stride, function.pad)
    )
    if min(size) <= 0:
        return NotImplemented  # Chainer says what is wrong.
    seen = _padded_size(function, size)
    inside = _inside(function, x.shape, size)
    part = x[:, :, : inside[2].stop - inside[2].start, : inside[3].stop - inside[3].start]
    if part.shape[2:] == seen:
        padded = part
    else:
        padded = _empty_like(x, x.shape[:2] + seen)
        padded.fill(-numpy.inf)
        padded[inside] = part
    y = None
    for tap, view in enumerate(_taps(padded, function, size)):
        if y is None:
            y = view.copy(order='K')
            indexes = numpy.zeros_like(y, numpy.int32)
        else:
            numpy.copyto(indexes, tap, where=view > y)
            numpy.maximum(y, view, out=y)
    function._in_shape = x.shape
    function._in_dtype = x.dtype
    function.indexes = indexes
    return (y,)


def backward(function, inputs):
    """In place of ``MaxPoolingNDGrad.forward_cpu``."""
    (gy,) = inputs
    pool = function.func
    if pool.ndim != 2 or not serves(gy) or gy.dtype != pool._in_dtype:
        return NotImplemented
    size = gy.shape[2:]
    inside = _inside(pool, pool._in_shape, size)
    padded = _empty_like(pool.indexes, pool._in_shape[:2] + _padded_size(pool, size))
    padded = numpy.zeros_like(padded, gy.dtype)
    for tap, view in enumerate(_taps(padded, pool, size)):
        view += gy * (pool.indexes == tap)
    gx = padded[inside]
    if gx.shape == pool._in_shape:
        return (gx,)
    # Pixels that no window sees.
    whole = numpy.zeros_like(_empty_like(gx, pool._in_shape))
    whole[:, :, : gx.shape[2], : gx.shape[3]] = gx
    return (whole,)
