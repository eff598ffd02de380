"""How arrays lie in memory."""

import numpy


def is_channels_last(a):
    """Whether ``a`` (N, C, H, W) lies in memory as (N, H, W, C)."""
    return a.transpose(0, 2, 3, 1).flags.c_contiguous


def channels_last(x):
    """Pictures (N, C, H, W) as (N, H, W, C), each pixel's channels side by side.

    Copied unless they lie in memory so, be it as some of a larger array's channels: those are what
    ``concat`` hands back to each of its inputs.
    """
    if x.strides[1] == x.itemsize or x.shape[1] == 1:
        return x.transpose(0, 2, 3, 1)
    return numpy.ascontiguousarray(x.transpose(0, 2, 3, 1))


def empty_like(a, shape):
    """Memory for ``shape`` in the order of the axes of ``a``."""
    if is_channels_last(a):
        n, c, h, w = shape
        return numpy.empty((n, h, w, c), a.dtype).transpose(0, 3, 1, 2)
    return numpy.empty(shape, a.dtype)


def bias_vector(b, length):
    """A bias in one piece for a compiled loop; ``length`` zeros (float32) where ``b`` is None."""
    return numpy.zeros(length, numpy.float32) if b is None else numpy.ascontiguousarray(b)
