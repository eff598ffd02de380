"""Chainer's Convolution2D on NumPy arrays and its gradient with respect to W."""

from chainer_accel.convolution import depthwise, few_pixels, phases, products, separable
from chainer_accel.convolution.columns import geometry
from chainer_accel.served import serves


def forward(function, x, W, b):
    """In place of ``Convolution2DFunction``'s."""
    if not serves(x, W, b):
        return NotImplemented
    geo = geometry(function, *W.shape[2:])
    size = function._get_out_size(x.shape, W.shape)
    return (convolve(x, W, b, geo, size, function.groups),)


def grad_w(function, x, gy):
    """In place of ``Convolution2DGradW``'s."""
    if not serves(x, gy) or x.dtype != function.W_dtype:
        return NotImplemented
    geo = geometry(function, *function.W_shape[2:])
    return (gradient(x, gy, function.W_shape, geo, function.groups),)


def convolve(x, W, b, geo, size, groups):
    """The convolution, by whatever way is fastest (``products.convolve`` has the arguments)."""
    vectors = separable.vectors(W, groups)
    if vectors is not None:
        return separable.reduce(x, vectors, b, geo, size)
    if depthwise.serves(W.shape, groups):
        return depthwise.convolve(x, W, b, geo, size)
    if few_pixels.serves(W.shape, len(x), size, groups):
        return few_pixels.convolve(x, W, b, geo, size)
    if phases.pays(x, geo, W.shape[:2], size, groups):
        return phases.reduce(x, W, b, geo, size)
    return products.convolve(x, W, b, geo, size, groups)


def gradient(x, gy, w_shape, geo, groups):
    """Its gradient with respect to W (``products.gradient``)."""
    if depthwise.serves(w_shape, groups):
        return depthwise.gradient(x, gy, geo)
    if few_pixels.serves(w_shape, len(x), gy.shape[2:], groups):
        return few_pixels.gradient(x, gy, w_shape, geo)
    if phases.pays(x, geo, w_shape[:2], gy.shape[2:], groups):
        return phases.gradient(x, gy, w_shape, geo)
    return products.gradient(x, gy, w_shape, geo, groups)
