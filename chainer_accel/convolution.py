"""Chainer's Convolution2D on NumPy arrays and its gradient with respect to W.

The weights stand on the left of the matrix product, W (O, C kh kw) times columns (C kh kw, pixels),
which gives the output in its own order: the transposed copies inside Chainer's ``tensordot`` took
more time than the product itself.
"""

import numpy

from chainer_accel import scratch, separable
from chainer_accel.columns import blocks, columns, geometry

DTYPES = (numpy.float32, numpy.float64)


def serves(*arrays):
    """Whether these are NumPy arrays of one served dtype, none of them empty."""
    dtype = arrays[0].dtype
    return dtype in DTYPES and all(
        type(a) is numpy.ndarray and a.dtype == dtype and a.size for a in arrays if a is not None
    )


def forward(function, x, W, b):
    """In place of ``Convolution2DFunction``'s."""
    if not serves(x, W, b) or function._use_ideep:
        return NotImplemented
    geo = geometry(function, *W.shape[2:])
    size = function._get_out_size(x.shape, W.shape)
    vectors = separable.vectors(W, function.groups)
    if vectors is not None:
        return (separable.reduce(x, vectors, b, geo, size),)
    return (convolve(x, W, b, geo, size, function.groups),)


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
        numpy.ndarray: (N, O) + size, C-contiguous.
    """
    n, o = len(x), len(W)
    oh, ow = size
    left = W.reshape(groups, o // groups, -1)
    y = numpy.empty((n, o, oh, ow), x.dtype)
    for block in blocks(n, oh, x.shape[1] * geo.kh * geo.kw * ow):
        right = columns(x, geo, ow, block).reshape(groups, left.shape[2], -1)
        out = y[block.n0 : block.n1, :, block.r0 : block.r1]
        if len(out) == 1:
            # Its rows are in one piece: the product goes to its place.
            flat = y[block.n0].reshape(groups, o // groups, oh * ow)
            numpy.matmul(left, right, out=flat[:, :, block.r0 * ow : block.r1 * ow])
            if b is not None:
                out += b.reshape(-1, 1, 1)
        else:
            product = scratch.array('product', (groups, o // groups, right.shape[2]), x.dtype)
            numpy.matmul(left, right, out=product)
            product = product.reshape(o, -1, oh, ow).transpose(1, 0, 2, 3)
            if b is None:
                out[...] = product
            else:
                numpy.add(product, b.reshape(-1, 1, 1), out=out)
    return y


def grad_w(function, x, gy):
    """In place of ``Convolution2DGradW``'s."""
    if not serves(x, gy) or function._use_ideep or x.dtype != function.W_dtype:
        return NotImplemented
    o, cg, kh, kw = function.W_shape
    n, _, oh, ow = gy.shape
    groups = function.groups
    geo = geometry(function, kh, kw)
    gW = numpy.zeros((groups, o // groups, cg * kh * kw), x.dtype)
    for block in blocks(n, oh, x.shape[1] * kh * kw * ow):
        right = columns(x, geo, ow, block).reshape(groups, cg * kh * kw, -1)
        left = gy[block.n0 : block.n1, :, block.r0 : block.r1].transpose(1, 0, 2, 3)
        left = left.reshape(groups, o // groups, -1)
        gW += numpy.matmul(left, right.transpose(0, 2, 1))
    return (gW.reshape(function.W_shape),)
