"""What compiled loops do to vectors and matrices.

To assign to Numba's own slices would take seconds to compile, for the messages of their mistakes.
Loops go from 0 on: an index that begins elsewhere might be one from the end, as Python has them, so
that the compiler looks at one after the other, which takes ten times as long.
"""

import numpy

from chainer_accel.base.compiled import inner


@inner
def fill(a, first, last, value):
    """``a[first:last] = value`` of a vector."""
    part = a[first:last]
    for i in range(len(part)):
        part[i] = value


@inner
def add_to(total, a):
    """``total += a`` of matrices."""
    for i in range(len(total)):
        row, other = total[i], a[i]
        for k in range(len(row)):
            row[k] += other[k]


@inner
def add_product(a, b, fresh, product, total):
    """``total += a.T b`` by way of ``product``; where it is ``fresh``, ``total`` becomes that."""
    if fresh:
        numpy.dot(a.T, b, total)
    else:
        numpy.dot(a.T, b, product)
        add_to(total, product)
