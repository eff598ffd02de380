"""2D max pooling and un-pooling with NumPy alone, tap by tap of the window."""

import numpy

from chainer_accel.base.memory import empty_like


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


def forward(function, x, size):
    """Output and indexes of ``MaxPoolingND`` for an output of ``size``."""
    seen = _padded_size(function, size)
    inside = _inside(function, x.shape, size)
    part = x[:, :, : inside[2].stop - inside[2].start, : inside[3].stop - inside[3].start]
    if part.shape[2:] == seen:
        padded = part
    else:
        padded = empty_like(x, x.shape[:2] + seen)
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
    return y, indexes


def backward(pool, gy):
    """Gradient for the input of ``MaxPoolingND``."""
    size = gy.shape[2:]
    inside = _inside(pool, pool._in_shape, size)
    padded = empty_like(pool.indexes, pool._in_shape[:2] + _padded_size(pool, size))
    padded = numpy.zeros_like(padded, gy.dtype)
    for tap, view in enumerate(_taps(padded, pool, size)):
        view += gy * (pool.indexes == tap)
    gx = padded[inside]
    if gx.shape == pool._in_shape:
        return gx
    # Pixels that no window sees.
    whole = numpy.zeros_like(empty_like(gx, pool._in_shape))
    whole[:, :, : gx.shape[2], : gx.shape[3]] = gx
    return whole


def pick(pool, gy):
    """Of pictures ``gy`` the pixel that each window's index names, 0 in the padding."""
    size = pool.indexes.shape[2:]
    inside = _inside(pool, gy.shape, size)
    padded = numpy.zeros_like(empty_like(gy, gy.shape[:2] + _padded_size(pool, size)))
    padded[inside] = gy[
        :, :, : inside[2].stop - inside[2].start, : inside[3].stop - inside[3].start
    ]
    gx = numpy.zeros_like(pool.indexes, gy.dtype)
    for tap, view in enumerate(_taps(padded, pool, size)):
        numpy.copyto(gx, view, where=pool.indexes == tap)
    return gx
