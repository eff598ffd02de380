"""The columns of a convolution (im2col), a block that stays in the cache at a time.

A block is either some whole images (where they are small) or some rows of one. Chainer's
``im2col_cpu`` makes the columns of the whole batch: for VGG's conv1_2 at 375x500 that is 432 MB
written to memory and read again.
"""

import collections

import numpy
from numpy.lib.stride_tricks import as_strided

from chainer_accel import scratch

# Elements of a block's columns. Enough to keep the matrix product busy, few enough for the
# cache that a core has to itself or shares.
BLOCK = 1 << 19

Geometry = collections.namedtuple('Geometry', 'kh kw sy sx ph pw dy dx')
Geometry.__doc__ = """Kernel, stride, padding and dilation of a convolution, vertical first."""

Block = collections.namedtuple('Block', 'n0 n1 r0 r1')
Block.__doc__ = """Images n0 to n1 and output rows r0 to r1 of them. One image or all rows."""


def geometry(function, kh, kw):
    """The geometry of one of Chainer's convolution functions."""
    f = function
    return Geometry(kh, kw, f.sy, f.sx, f.ph, f.pw, f.dy, f.dx)


def blocks(n, rows, row):
    """Cut ``n`` images of ``rows`` output rows into blocks.

    Args:
        n (int): Number of images.
        rows (int): Output rows of an image.
        row (int): Elements of the columns of one row.

    Yields:
        Block: In order.
    """
    if rows * row <= BLOCK:
        images = max(1, BLOCK // (rows * row))
        for n0 in range(0, n, images):
            yield Block(n0, min(n, n0 + images), 0, rows)
        return
    count = -(-rows * row // BLOCK)
    height = -(-rows // min(rows, count))
    for i in range(n):
        for r0 in range(0, rows, height):
            yield Block(i, i + 1, r0, min(rows, r0 + height))


def columns(x, geo, width, block):
    """Columns of a block.

    Args:
        x (numpy.ndarray): Images (N, C, H, W).
        geo (Geometry): The convolution.
        width (int): Output columns.
        block (Block): Which part of them.

    Returns:
        numpy.ndarray: (C, kh, kw, images, rows, width). Valid until the next call.
    """
    tile = _padded(x, geo, width, block)
    images, c = tile.shape[:2]
    rows = block.r1 - block.r0
    s_image, s_channel, s_row, s_pixel = tile.strides
    col = scratch.array('columns', (c, geo.kh, geo.kw, images, rows, width), x.dtype)
    numpy.copyto(
        col,
        as_strided(
            tile,
            col.shape,
            (
                s_channel,
                geo.dy * s_row,
                geo.dx * s_pixel,
                s_image,
                geo.sy * s_row,
                geo.sx * s_pixel,
            ),
        ),
    )
    return col


def _padded(x, geo, width, block):
    """The part of ``x`` that a block sees, with its padding: (images, C, height, width)."""
    h, w = x.shape[2:]
    high = (block.r1 - block.r0 - 1) * geo.sy + (geo.kh - 1) * geo.dy + 1
    wide = (width - 1) * geo.sx + (geo.kw - 1) * geo.dx + 1
    top = block.r0 * geo.sy - geo.ph
    # What there is of it in x: rows y0 to y1, columns 0 to x1.
    y0 = min(max(top, 0), h)
    y1 = max(min(top + high, h), y0)
    x1 = max(min(wide - geo.pw, w), 0)
    part = x[block.n0 : block.n1, :, y0:y1, :x1]
    if part.shape[2:] == (high, wide):
        return part
    tile = scratch.array('tile', part.shape[:2] + (high, wide), x.dtype)
    tile[:, :, : y0 - top] = 0
    tile[:, :, y1 - top :] = 0
    tile[:, :, :, : geo.pw] = 0
    tile[:, :, :, geo.pw + x1 :] = 0
    tile[:, :, y0 - top : y1 - top, geo.pw : geo.pw + x1] = part
    return tile
