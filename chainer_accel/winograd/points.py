"""How rows of patches are cut into parts, and memory for a part's values at the points.

``wide`` has other numbers for ``rows_at_once``; all between that and ``memory`` is ``narrow``'s.
"""

import numpy

from chainer_accel.base import scratch
from chainer_accel.base.lanes import LANES
from chainer_accel.base.parallel import limit

# Elements of the transformed weights from which on the products are shared out.
LARGE = 1 << 20
# Elements of the values at the points: in a thread's cache, or in memory for all of them.
OWN = 1 << 20
SHARED = 1 << 23
# Patches that make a product worth while, and as many parts as threads can share.
LEAST = 24
SHARES = 16


def fit(c, o):
    """Whether so many channels of inputs and of outputs fill vectors, and are not too few."""
    return not (c % LANES or o % LANES) and min(c, o) >= 16


def patches(size):
    """Rows and columns of 4x4 patches that cover an output of ``size``."""
    return -(-size[0] // 4), -(-size[1] // 4)


def rows_at_once(total, cols, each_row, own, least, shares):
    """Rows of patches for a thread at a time: in its cache, not too few for a product.

    Args:
        total (int): Rows of patches there are.
        cols (int): Patches of a row.
        each_row (int): Elements of a row's values at the points.
        own (int): Elements to stay below, if that leaves a row.
        least (int): Patches that make a product worth while.
        shares (int): Parts that there should be.
    """
    return max(1, min(own // each_row, max(-(-least // cols), total // shares)))


def shared_out(count, c, o):
    """Whether threads share out the products of so many patches, or take some patches each.

    With few patches, as with many channels, BLAS spends its time on the weights, for each thread.
    """
    return 36 * c * o >= LARGE or count * (c + o) <= 4 * c * o


def rows_apart(count):
    """Rows to make room for, of ``count`` that are needed, so that planes of them lie well apart.

    The 36 values of a patch, one in each plane, would all be sent to the same few places of the
    cache if the planes' distance were a power of two, as numbers of channels often are.
    """
    return count | 1


def ranges(start, stop, step):
    """Rows ``start`` to ``stop`` cut into pieces of ``step``: first and last of each (N, 2)."""
    first = numpy.arange(start, stop, step)
    return numpy.stack([first, numpy.minimum(first + step, stop)], axis=1)


def own_ranges(total, cols, each_row):
    """Rows of patches, cut into those for a thread at a time."""
    return ranges(0, total, rows_at_once(total, cols, each_row, OWN, LEAST, SHARES))


def shared_ranges(total, each_row):
    """Rows of patches that all threads take at a time."""
    return [(int(i), int(j)) for i, j in ranges(0, total, max(1, SHARED // each_row))]


def shares(start, stop):
    """Rows of patches, cut for threads to share."""
    return ranges(start, stop, max(1, (stop - start) // SHARES))


def values(parts, cols, channels):
    """Memory for the values at the 36 points of the largest part, which is the first.

    Args:
        parts (numpy.ndarray): First and last row of patches of each.
        cols (int): Patches of a row.
        channels (tuple): Of the inputs and of the outputs.

    Returns:
        list: For each of the two, (threads, 36, patches or one more, channels), of one part for one
        thread.
    """
    count = rows_apart(int(parts[0][1] - parts[0][0]) * cols)
    return memory(parts, *[(36, count, c) for c in channels])


def memory(parts, *shapes):
    """Each thread's, of these shapes, for the inputs' and the outputs' values at the points."""
    threads = min(limit(), len(parts))
    return [
        scratch.array(use, (threads,) + shape, numpy.float32) for use, shape in zip('vm', shapes)
    ]
