"""Spatial pyramid pooling: a vector of one length from maps of any size.

Post 003 ("Spatial Pyramid Pooling in Deep Convolutional Networks for Visual Recognition") shows
bins of 1x1, 2x2 and 4x4. Paper: He, Zhang, Ren and Sun (TPAMI 2015; arXiv 1406.4729), section 2.2
and figure 3; 6x6, 3x3, 2x2 and 1x1 in its experiments (section 3.1).

Section 2.3 has the windows of a level of n x n bins on a x a cells: ceil(a / n) wide, floor(a / n)
apart. That is right where a mod n is 0 or 1, as at the paper's 13 cells. Elsewhere it is not n
windows that fit (6 bins on 10 cells, the side at 180 pixels: 9), or n windows miss the last cells
(4 bins on 10 cells see 9 of them). The paper's appendix A has the rule for all sides: bin i goes
from floor(i a / n) to ceil((i + 1) a / n). It is that of section 2.3 wherever that is right.

Chainer's ``F.spatial_pyramid_pooling_2d`` has levels of 1, 2, 4, 8 ... bins only, and bins that do
not overlap, after a border of its own making: where 4 divides the sides, it gives what this gives.
"""

import chainer.functions as F

from cli.errors import UserError

POST = (1, 2, 4)
"""Sides of the levels in the post's figure, which is the paper's figure 3: 21 bins."""

PAPER = (1, 2, 3, 6)
"""Sides of the levels in the paper's experiments: 50 bins."""


def spatial_pyramid_pooling(x, bins=POST):
    """The largest value of each bin of each level, in one vector a picture.

    Args:
        x: float32 (N, C, H, W), H and W of the largest of ``bins`` or more.
        bins: Sides of the levels, each of n x n bins.

    Returns:
        ~chainer.Variable: float32 (N, C * :func:`number`): a level after the other, of each the
        channels, of each of these the bins, row by row.

    Raises:
        UserError: A side has fewer cells than a level has bins.
    """
    if min(x.shape[2:]) < max(bins):
        raise UserError(
            'maps of {} x {} cells are too small for {} x {} bins: take larger pictures, or '
            'fewer bins'.format(x.shape[2], x.shape[3], max(bins), max(bins))
        )
    levels = [F.reshape(pooled(x, n), (-1, x.shape[1] * n * n)) for n in bins]
    return F.concat(levels, axis=1)


def number(bins):
    """How many bins a channel has in all levels: 21 of 1, 2 and 4."""
    return sum(n * n for n in bins)


def pooled(x, n):
    """One level: (N, C, H, W), H and W of ``n`` or more, to (N, C, n, n)."""
    windows = []
    for axis in (2, 3):
        found = bins_of(x.shape[axis], n)
        width = max(end - first for first, end in found)
        stride = x.shape[axis] // n
        if x.shape[axis] % n > 1:
            x, stride = _apart(x, axis, found, width), width
        windows.append((width, stride))
    widths, strides = zip(*windows)
    return F.max_pooling_2d(x, widths, strides, cover_all=False)


def bins_of(side, n):
    """First cell and end of each of ``n`` bins along ``side`` cells: a list of pairs."""
    return [(i * side // n, -(-(i + 1) * side // n)) for i in range(n)]


def _apart(x, axis, found, width):
    """Bins one after another that share no cell, each made ``width`` wide by its last cell."""
    cells = F.split_axis(x, x.shape[axis], axis)
    picked = [cells[min(first + k, end - 1)] for first, end in found for k in range(width)]
    return F.concat(picked, axis)
