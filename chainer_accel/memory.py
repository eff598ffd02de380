"""The order of an array's axes in memory."""

import numpy


def is_channels_last(a):
    """Whether ``a`` (N, C, H, W) lies in memory as (N, H, W, C)."""
    return a.transpose(0, 2, 3, 1).flags.c_contiguous


def empty_like(a, shape):
    """Memory for ``shape`` in the order of the axes of ``a``."""
    if is_channels_last(a):
        n, c, h, w = shape
        return numpy.empty((n, h, w, c), a.dtype).transpose(0, 3, 1, 2)
    return numpy.empty(shape, a.dtype)
