"""Chainer's 2D max pooling and un-pooling on NumPy arrays, without columns of their windows.

The order of the axes in memory stays what it is; ``indexes`` are those of Chainer (the tap's
number in the window, the first of equals), int32 as on a GPU.
"""

import types

import numpy
from chainer.utils.conv import get_conv_outsize, get_deconv_outsize

from chainer_accel.base import optional
from chainer_accel.base.memory import empty_like, is_channels_last
from chainer_accel.base.parallel import share
from chainer_accel.pooling import taps
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
        y, indexes = taps.forward(function, x, size)
    function._in_shape = x.shape
    function._in_dtype = x.dtype
    function.indexes = indexes
    return (y,)


def _kernels(a, *indexes):
    """The compiled kernels, if they serve ``a``: float32, channels last in memory, as indexes."""
    if a.dtype != numpy.float32 or not all(is_channels_last(b) for b in (a,) + indexes):
        return None
    return optional.module('pooling.kernels')


def _window(function):
    return tuple(int(n) for n in function.ksize + function.stride + function.pad)


def _flat(a):
    return a.transpose(0, 2, 3, 1).reshape(-1)


def _taps(function):
    """Its indexes as the kernels take them."""
    return _flat(function.indexes).astype(numpy.int32, copy=False)


def _share_rows(loop, n, size, *args):
    """Run a loop over the rows of ``n`` pictures of ``size``, which it takes behind ``args``."""
    count = n * size[0]
    share(loop, count, *(args + (size, count)))


def _compiled_forward(kernel, function, x, size):
    n, c = x.shape[:2]
    y = empty_like(x, (n, c) + size)
    indexes = numpy.empty_like(y, numpy.int32)
    args = _flat(x), x.shape[2:], c, _window(function), _flat(y), _flat(indexes)
    _share_rows(kernel.forward, n, size, *args)
    return y, indexes


def _compiled_backward(kernel, function, gy):
    n, c = gy.shape[:2]
    gx = empty_like(gy, function._in_shape)
    args = _flat(gy), _taps(function), gy.shape[2:], c, _window(function), _flat(gx)
    _share_rows(kernel.backward, n, gx.shape[2:], *args)
    return gx


def _compiled_pick(kernel, function, gy):
    n, c = gy.shape[:2]
    gx = numpy.empty_like(function.indexes, gy.dtype)
    args = _flat(gy), gy.shape[2:], c, _window(function), _flat(gx), _taps(function)
    _share_rows(kernel.pick, n, gx.shape[2:], *args)
    return gx


def _spread(pool, gy):
    """Each of ``gy`` to the pixel that its index names: the picture, 0 elsewhere."""
    kernel = _kernels(gy, pool.indexes)
    if kernel is not None:
        return _compiled_backward(kernel, pool, gy)
    return taps.backward(pool, gy)


def backward(function, inputs):
    """In place of ``MaxPoolingNDGrad.forward_cpu``."""
    (gy,) = inputs
    pool = function.func
    if pool.ndim != 2 or not serves(gy) or gy.dtype != pool._in_dtype:
        return NotImplemented
    return (_spread(pool, gy),)


def _pooling(function, shape):
    """What pools pictures of ``shape`` to those that ``function`` enlarges, or None."""
    f = function
    indexes = f.indexes
    if type(indexes) is not numpy.ndarray or f.ph >= f.kh or f.pw >= f.kw:
        return None
    return types.SimpleNamespace(
        ksize=(f.kh, f.kw),
        stride=(f.sy, f.sx),
        pad=(f.ph, f.pw),
        indexes=indexes,
        _in_shape=shape,
    )


def upsample(function, inputs):
    """In place of ``Upsampling2D.forward_cpu``."""
    (x,) = inputs
    if not serves(x):
        return NotImplemented
    f = function
    size = [f.outh, f.outw]
    for i, args in enumerate([(f.kh, f.sy, f.ph), (f.kw, f.sx, f.pw)]):
        if size[i] is None:
            size[i] = get_deconv_outsize(x.shape[2 + i], *args, cover_all=f.cover_all)
    pool = _pooling(f, x.shape[:2] + tuple(int(n) for n in size))
    if pool is None or min(size) <= 0:
        return NotImplemented
    f._in_dtype = x.dtype
    f.outh, f.outw = size
    return (_spread(pool, x),)


def upsample_grad(function, inputs):
    """In place of ``Upsampling2DGrad.forward_cpu``."""
    (gy,) = inputs
    pool = _pooling(function, gy.shape)
    if not serves(gy) or pool is None:
        return NotImplemented
    kernel = _kernels(gy, pool.indexes)
    if kernel is not None:
        return (_compiled_pick(kernel, pool, gy),)
    return (taps.pick(pool, gy),)
