"""2D pooling and un-pooling with NumPy alone, tap by tap of the window."""

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


def _padded(function, x, size, value):
    """All that the windows see, with ``value`` where there is no picture."""
    seen = _padded_size(function, size)
    inside = _inside(function, x.shape, size)
    part = x[:, :, : inside[2].stop - inside[2].start, : inside[3].stop - inside[3].start]
    if part.shape[2:] == seen:
        return part
    padded = empty_like(x, x.shape[:2] + seen)
    padded.fill(value)
    padded[inside] = part
    return padded


def total(function, x, size):
    """The sum of each window, zeros around the picture, for an output of ``size``."""
    padded = _padded(function, x, size, 0)
    result = None
    for view in _taps(padded, function, size):
        if result is None:
            result = view.copy(order='K')
        else:
            result += view
    return result


def spread(function, gy, shape):
    """The transpose of ``total``, for pictures of ``shape``."""
    padded = _seen(function, gy, gy.shape[2:], gy.dtype)
    for view in _taps(padded, function, gy.shape[2:]):
        view += gy
    return _picture_of(function, padded, gy.shape[2:], shape)


def _seen(function, a, size, dtype):
    """Zeros, for all that the windows see, in the order of the axes of ``a``."""
    return numpy.zeros_like(empty_like(a, a.shape[:2] + _padded_size(function, size)), dtype)


def _picture_of(function, padded, size, shape):
    """Pictures of ``shape`` out of all that the windows saw; 0 for pixels that none did."""
    gx = padded[_inside(function, shape, size)]
    if gx.shape == shape:
        return gx
    whole = numpy.zeros_like(empty_like(gx, shape))
    whole[:, :, : gx.shape[2], : gx.shape[3]] = gx
    return whole


def forward(function, x, size):
    """Output and indexes of ``MaxPoolingND`` for an output of ``size``."""
    padded = _padded(function, x, size, -numpy.inf)
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
    padded = _seen(pool, pool.indexes, size, gy.dtype)
    for tap, view in enumerate(_taps(padded, pool, size)):
        view += gy * (pool.indexes == tap)
    return _picture_of(pool, padded, size, pool._in_shape)


def pick(pool, gy):
    """Of pictures ``gy`` the pixel that each window's index names, 0 in the padding."""
    size = pool.indexes.shape[2:]
    padded = _padded(pool, gy, size, 0)
    gx = numpy.zeros_like(pool.indexes, gy.dtype)
    for tap, view in enumerate(_taps(padded, pool, size)):
        numpy.copyto(gx, view, where=pool.indexes == tap)
    return gx
