"""What Numba's own slices would take seconds to compile for: their mistakes' messages."""

from chainer_accel.compiled import inner


@inner
def fill(a, first, last, value):
    """``a[first:last] = value`` of a vector."""
    for i in range(first, last):
        a[i] = value


@inner
def add_to(total, a):
    """``total += a`` of matrices."""
    for i in range(len(total)):
        row, other = total[i], a[i]
        for k in range(len(row)):
            row[k] += other[k]
