"""Chainer's Convolution2D on NumPy arrays and its gradient with respect to W.

Columns times weights, with no copies but the columns: those inside Chainer's ``tensordot`` took
more time than the product itself.
"""

import numpy

from chainer_accel import kernels, separable
from chainer_accel.columns import blocks, columns, geometry, pixels
from chainer_accel.parallel import each
from chainer_accel.served import serves

# Of the sum over pixels that is the gradient for W.
PARTS = 8


def forward(function, x, W, b):
    """In place of ``Convolution2DFunction``'s."""
    if not serves(x, W, b):
        return NotImplemented
    geo = geometry(function, *W.shape[2:])
    size = function._get_out_size(x.shape, W.shape)
    vectors = separable.vectors(W, function.groups)
    if vectors is not None:
        return (separable.reduce(x, vectors, b, geo, size),)
    return (convolve(x, W, b, geo, size, function.groups),)


def _winograd(x, geo, o, size, groups):
    """The module that takes this convolution faster, or None."""
    if x.dtype != numpy.float32 or groups != 1:
        return None
    winograd = kernels.module('winograd')
    if winograd is None or not winograd.serves(geo, x.shape[1], o, size, len(x)):
        return None
    return winograd


def convolve(x, W, b, geo, size, groups):
    """Convolution.

    Args:
        x (numpy.ndarray): Images (N, C, H, W).
        W (numpy.ndarray): Weights (O, C / groups, kh, kw).
        b (numpy.ndarray or None): Bias (O,).
        geo (~chainer_accel.columns.Geometry): Stride, padding, dilation.
        size (tuple): Height and width of the output.
        groups (int): Groups of channels.

    Returns:
        numpy.ndarray: (N, O) + size, in memory (N,) + size + (O,).
    """
    n, o = len(x), len(W)
    oh, ow = size
    winograd = _winograd(x, geo, o, size, groups)
    if winograd is not None:
        return winograd.convolve(x, W, b, (geo.ph, geo.pw), size)
    x = pixels(x)
    right = W.reshape(groups, o // groups, -1, geo.kh * geo.kw).transpose(0, 3, 2, 1)
    right = right.reshape(groups, -1, o // groups)
    y = numpy.empty((n, oh, ow, o), x.dtype)

    def fill(block):
        left = columns(x, geo, ow, groups, block)
        out = y[block.n0 : block.n1, block.r0 : block.r1].reshape(-1, groups, o // groups)
        numpy.matmul(left, right, out=out.transpose(1, 0, 2))
        if b is not None:
            out += b.reshape(groups, -1)

    each(fill, blocks(n, oh, x.shape[3] * geo.kh * geo.kw * ow))
    return y.transpose(0, 3, 1, 2)


def grad_w(function, x, gy):
    """In place of ``Convolution2DGradW``'s."""
    if not serves(x, gy) or x.dtype != function.W_dtype:
        return NotImplemented
    o, cg, kh, kw = function.W_shape
    n, _, oh, ow = gy.shape
    groups = function.groups
    geo = geometry(function, kh, kw)
    winograd = _winograd(x, geo, o, (oh, ow), groups)
    if winograd is not None:
        gradient = kernels.module('winograd_gradient')
        return (gradient.grad_w(x, gy, (geo.ph, geo.pw)),)
    x, gy = pixels(x), pixels(gy)
    todo = blocks(n, oh, x.shape[3] * kh * kw * ow)
    # Summed up in parts, the same ones whatever the number of threads: so is the result then.
    parts = [todo[i::PARTS] for i in range(min(PARTS, len(todo)))]
    sums = [None] * len(parts)

    def add(i):
        for block in parts[i]:
            left = columns(x, geo, ow, groups, block).transpose(0, 2, 1)
            right = gy[block.n0 : block.n1, block.r0 : block.r1].reshape(-1, groups, o // groups)
            product = numpy.matmul(left, right.transpose(1, 0, 2))
            sums[i] = product if sums[i] is None else numpy.add(sums[i], product, out=product)

    each(add, range(len(parts)))
    gW = sum(sums).reshape(groups, kh * kw, cg, o // groups)
    gW = numpy.ascontiguousarray(gW.transpose(0, 3, 2, 1))
    return (gW.reshape(function.W_shape),)
