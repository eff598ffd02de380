"""What Winograd's forward and gradient share: rows of patches, and pictures at the 36 points."""

import numpy

from chainer_accel.columns import Block, Geometry, padded
from chainer_accel.winograd_kernels import transform_input

# Elements of the transformed weights from which on the products are shared out.
LARGE = 1 << 20
# Elements of the values at the points: in a thread's cache, or in memory for all of them.
OWN = 1 << 20
SHARED = 1 << 23
# Patches that make a product worth while, and as many parts as threads can share.
LEAST = 48
SHARES = 8


def patches(size):
    """Rows and columns of 4x4 patches that cover an output of ``size``."""
    return -(-size[0] // 4), -(-size[1] // 4)


def segments(first, last, rows):
    """Rows of patches, counted through all images, as blocks of one image."""
    while first < last:
        image, row = divmod(first, rows)
        stop = min(rows, row + last - first)
        yield Block(image, image + 1, row, stop)
        first += stop - row


class Points:
    """Fills an array (36, patches, channels) with pictures' values at the points."""

    def __init__(self, kernel, geo, x, rows, cols):
        self.kernel, self.geo, self.x, self.rows, self.cols = kernel, geo, x, rows, cols

    def fill(self, v, start, first, last):
        """Rows ``first`` to ``last`` of patches into ``v``, which begins with row ``start``."""
        c = self.x.shape[3]
        for block in segments(first, last, self.rows):
            rows = block.r1 - block.r0
            tile = padded(self.x, self.geo, rows, self.cols, block)
            tile = numpy.ascontiguousarray(tile)
            at = (first - start) * self.cols * c
            self.kernel(
                tile.reshape(-1),
                tile.shape[2] * c,
                rows,
                self.cols,
                c,
                v.reshape(-1),
                at,
                v.shape[1] * c,
            )
            first += rows


def input_points(x, pad, rows, cols):
    return Points(transform_input, Geometry(6, 6, 4, 4, pad[0], pad[1], 1, 1), x, rows, cols)


def ranges(total, step):
    return [(i, min(total, i + step)) for i in range(0, total, step)]


def own_ranges(total, cols, each_row):
    """Rows of patches for a thread at a time: in its cache, not too few for a product."""
    least = -(-LEAST // cols)
    return ranges(total, max(1, min(OWN // each_row, max(least, total // SHARES))))


def shares(start, stop):
    """Rows of patches, cut for threads to share."""
    step = max(1, (stop - start) // 16)
    return [(start + i, start + j) for i, j in ranges(stop - start, step)]
