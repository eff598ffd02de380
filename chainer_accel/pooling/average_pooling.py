"""Chainer's 2D average pooling on NumPy arrays: each channel's convolution with equal taps."""

import numpy
from chainer.utils.conv import get_conv_outsize

from chainer_accel.convolution import depthwise
from chainer_accel.convolution.columns import Geometry
from chainer_accel.served import serves

# Taps that are added up one after the other; NumPy, which Chainer asks, adds more of them by pairs.
MOST = 1 << 8


def _geometry(function):
    f = function
    return Geometry(f.kh, f.kw, f.sy, f.sx, f.ph, f.pw, 1, 1)


def _weights(function, a):
    """The convolution's (C, 1, kh, kw), for as many channels as pictures ``a`` have."""
    taps = function.kh * function.kw
    return numpy.full((a.shape[1], 1, function.kh, function.kw), 1.0 / taps, a.dtype)


def forward(function, inputs):
    """In place of ``AveragePooling2D.forward_cpu``."""
    (x,) = inputs
    geo = _geometry(function)
    size = tuple(
        int(get_conv_outsize(n, k, s, p))
        for n, k, s, p in zip(x.shape[2:], geo[:2], geo[2:4], geo[4:6])
    )
    if not serves(x) or min(size) <= 0:
        return NotImplemented  # Chainer says what is wrong.
    if geo.kh * geo.kw > MOST:
        return NotImplemented
    function._in_shape, function._in_dtype = x.shape, x.dtype
    return (depthwise.convolve(x, _weights(function, x), None, geo, size),)


def gradient(function, inputs):
    """In place of ``AveragePooling2DGrad.forward_cpu``."""
    (gy,) = inputs
    if not serves(gy) or gy.dtype != function._in_dtype:
        return NotImplemented
    size = function._in_shape[2:]
    return (depthwise.spread(gy, _weights(function, gy), None, _geometry(function), size),)
