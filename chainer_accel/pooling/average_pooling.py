"""Chainer's 2D average pooling on NumPy arrays, without columns of their windows.

The order of the axes in memory stays what it is.
"""

import types

from chainer.utils.conv import get_conv_outsize

from chainer_accel.base import optional
from chainer_accel.base.memory import empty_like, is_channels_last
from chainer_accel.base.parallel import share
from chainer_accel.pooling import taps
from chainer_accel.served import serves

# Taps that are added up one after the other; NumPy, which Chainer asks, adds more of them by pairs.
MOST = 1 << 8


def _window(function):
    f = function
    return types.SimpleNamespace(ksize=(f.kh, f.kw), stride=(f.sy, f.sx), pad=(f.ph, f.pw))


def _kernels(a):
    """The compiled kernels, if they serve ``a``: float32, channels last in memory."""
    return optional.module_for(a, 'pooling.average_kernels') if is_channels_last(a) else None


def _run(loop, window, a, size):
    """What a compiled loop makes of ``a``: pictures of ``size``."""
    n, c = a.shape[:2]
    result = empty_like(a, (n, c) + tuple(size))
    vectors = [v.transpose(0, 2, 3, 1).reshape(-1) for v in (a, result)]
    numbers = tuple(int(i) for i in window.ksize + window.stride + window.pad)
    count = n * size[0]
    share(loop, count, vectors[0], a.shape[2:], c, numbers, vectors[1], tuple(size), count)
    return result


def forward(function, inputs):
    """In place of ``AveragePooling2D.forward_cpu``."""
    (x,) = inputs
    window = _window(function)
    size = tuple(
        int(get_conv_outsize(n, k, s, p))
        for n, k, s, p in zip(x.shape[2:], window.ksize, window.stride, window.pad)
    )
    if not serves(x) or min(size) <= 0:
        return NotImplemented  # Chainer says what is wrong.
    if any(p >= k for p, k in zip(window.pad, window.ksize)):
        return NotImplemented  # Windows that see nothing of the picture.
    if function.kh * function.kw > MOST:
        return NotImplemented
    function._in_shape, function._in_dtype = x.shape, x.dtype
    compiled = _kernels(x)
    if compiled is not None:
        return (_run(compiled.means, window, x, size),)
    y = taps.total(window, x, size)
    y /= function.kh * function.kw
    return (y,)


def gradient(function, inputs):
    """In place of ``AveragePooling2DGrad.forward_cpu``."""
    (gy,) = inputs
    if not serves(gy) or gy.dtype != function._in_dtype:
        return NotImplemented
    compiled = _kernels(gy)
    if compiled is not None:
        return (_run(compiled.gradient, _window(function), gy, function._in_shape[2:]),)
    gx = taps.spread(_window(function), gy, function._in_shape)
    gx /= function.kh * function.kw
    return (gx,)
