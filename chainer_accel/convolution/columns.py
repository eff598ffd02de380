"""The columns of a convolution (im2col), a block that stays in the cache at a time.

They are made channels last, a pixel's neighbourhood as one row, so that most of the copy is in
pieces of several pixels whatever the size of the image. Chainer's own convolution leaves its
result in this order too, behind a transposed view; what follows (ReLU, pooling) keeps it.

A block is either some whole images (where they are small) or some rows of one. Chainer's
``im2col_cpu`` makes the columns of the whole batch: for VGG's conv1_2 at 375x500 that is 432 MB
written to memory and read again.
"""

import collections

import numpy
from numpy.lib.stride_tricks import as_strided

from chainer_accel.base import scratch

# Elements of a block's columns: few enough for the cache that a core has to itself or shares,
# and enough to keep the matrix product busy.
BLOCK = 1 << 19
LEAST = 1 << 16
# As many blocks as threads can share, if that does not make them too small.
SHARES = 8

Geometry = collections.namedtuple('Geometry', 'kh kw sy sx ph pw dy dx')
Geometry.__doc__ = """Kernel, stride, padding and dilation of a convolution, vertical first."""

Block = collections.namedtuple('Block', 'n0 n1 r0 r1')
Block.__doc__ = """Images n0 to n1 and output rows r0 to r1 of them. One image or all rows."""


def geometry(function, kh, kw):
    """The geometry of one of Chainer's convolution functions."""
    f = function
    return Geometry(kh, kw, f.sy, f.sx, f.ph, f.pw, f.dy, f.dx)


def blocks(n, rows, row, least=LEAST):
    """Cut ``n`` images of ``rows`` output rows into blocks.

    Args:
        n (int): Number of images.
        rows (int): Output rows of an image.
        row (int): Elements of the columns of one row.
        least (int): Elements of a block's columns, at least, where there are as many.

    Returns:
        list: Of Block, in order.
    """
    size = min(BLOCK, max(least, n * rows * row // SHARES))
    if rows * row <= size:
        images = size // (rows * row)
        return [Block(n0, min(n, n0 + images), 0, rows) for n0 in range(0, n, images)]
    count = -(-rows * row // size)
    height = -(-rows // min(rows, count))
    return [
        Block(i, i + 1, r0, min(rows, r0 + height))
        for i in range(n)
        for r0 in range(0, rows, height)
    ]


def columns(x, geo, width, groups, block):
    """Columns of a block.

    Args:
        x (numpy.ndarray): Images (N, H, W, C).
        geo (Geometry): The convolution.
        width (int): Output columns.
        groups (int): Groups of channels.
        block (Block): Which part of them.

    Returns:
        numpy.ndarray: (groups, pixels, kh kw C / groups). Valid until the next call.
    """
    rows = block.r1 - block.r0
    tile = padded(x, geo, rows, width, block)
    images, c = len(tile), tile.shape[3]
    if geo[:4] == (1, 1, 1, 1) and groups == 1:
        return tile.reshape(1, -1, c)
    s_image, s_row, s_pixel, s_channel = tile.strides
    cg = c // groups
    shape = (groups, images, rows, width, geo.kh, geo.kw, cg)
    strides = (
        cg * s_channel,
        s_image,
        geo.sy * s_row,
        geo.sx * s_pixel,
        geo.dy * s_row,
        geo.dx * s_pixel,
        s_channel,
    )
    col = scratch.array('columns', shape, x.dtype)
    numpy.copyto(col, as_strided(tile, shape, strides))
    return col.reshape(groups, images * rows * width, -1)


def padded(x, geo, rows, width, block):
    """What ``rows`` x ``width`` outputs see of ``x``, with its padding.

    Args:
        x (numpy.ndarray): Images (N, H, W, C).
        geo (Geometry): The convolution.
        rows (int): Output rows, from ``block.r0`` on.
        width (int): Output columns, from 0 on.
        block (Block): Images and first row.

    Returns:
        numpy.ndarray: (images, height, width, C): a part of ``x``, or valid until the next call.
    """
    h, w = x.shape[1:3]
    high = (rows - 1) * geo.sy + (geo.kh - 1) * geo.dy + 1
    wide = (width - 1) * geo.sx + (geo.kw - 1) * geo.dx + 1
    top = block.r0 * geo.sy - geo.ph
    # What there is of it in x: rows y0 to y1, columns 0 to x1.
    y0 = min(max(top, 0), h)
    y1 = max(min(top + high, h), y0)
    x1 = max(min(wide - geo.pw, w), 0)
    part = x[block.n0 : block.n1, y0:y1, :x1]
    if part.shape[1:3] == (high, wide):
        return part
    tile = scratch.array('tile', (len(part), high, wide, x.shape[3]), x.dtype)
    tile[:, : y0 - top] = 0
    tile[:, y1 - top :] = 0
    tile[:, :, : geo.pw] = 0
    tile[:, :, geo.pw + x1 :] = 0
    tile[:, y0 - top : y1 - top, geo.pw : geo.pw + x1] = part
    return tile
