"""Chainer's Deconvolution2D on NumPy arrays, which is also Convolution2D's gradient for its input.

At stride 1 it is a convolution with the filter turned round: that reads columns where ``col2im``
would add up to them, in and out of memory for each of the filter's taps.
"""

from chainer_accel.convolution import (
    convolution_2d,
    depthwise,
    few_pixels,
    phases,
    products,
    separable,
)
from chainer_accel.convolution.columns import Geometry, geometry
from chainer_accel.served import serves


def forward(function, x, W, b):
    """In place of ``Deconvolution2DFunction``'s."""
    if not serves(x, W, b):
        return NotImplemented
    geo = geometry(function, *W.shape[2:])
    return (spread(x, W, b, geo, (function.outh, function.outw), function.groups),)


def spread(x, W, b, geo, size, groups):
    """The deconvolution, by whatever way is fastest (``products.spread`` has the arguments)."""
    if few_pixels.serves(W.shape, len(x), x.shape[2:], groups):
        return few_pixels.spread(x, W, b, geo, size)
    pad = ((geo.kh - 1) * geo.dy - geo.ph, (geo.kw - 1) * geo.dx - geo.pw)
    if (geo.sy, geo.sx) == (1, 1) and min(pad) >= 0:
        turned = Geometry(geo.kh, geo.kw, 1, 1, pad[0], pad[1], geo.dy, geo.dx)
        return convolution_2d.convolve(x, _turned(W, groups), b, turned, size, groups)
    vectors = separable.vectors(W, groups)
    if vectors is not None:
        return separable.enlarge(x, vectors, b, geo, size)
    if depthwise.serves(W.shape, groups):
        return depthwise.spread(x, W, b, geo, size)
    if phases.pays(x, geo, W.shape[:2], x.shape[2:], groups):
        return phases.enlarge(x, W, b, geo, size)
    return products.spread(x, W, b, geo, size, groups)


def _turned(W, groups):
    """Weights (C, O / groups, kh, kw) of a deconvolution as those of a convolution."""
    c, og, kh, kw = W.shape
    turned = W.reshape(groups, c // groups, og, kh, kw).transpose(0, 2, 1, 3, 4)[..., ::-1, ::-1]
    return turned.reshape(groups * og, c // groups, kh, kw)
