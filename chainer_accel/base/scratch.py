"""Memory that is used again instead of asked for anew.

Fresh memory costs a page fault for every 4 KiB at first touch, which for a convolution's columns
takes longer than to fill them.
"""

import threading

import numpy

_local = threading.local()


def array(use, shape, dtype):
    """An array with undefined contents, valid until the next call for the same ``use``.

    Args:
        use (str): What it is for. Two arrays needed at the same time have two names.
        shape (tuple): Its shape.
        dtype: Its dtype.

    Returns:
        numpy.ndarray: C-contiguous; no other thread has it.
    """
    dtype = numpy.dtype(dtype)
    size = dtype.itemsize
    for n in shape:
        size *= n
    buffer = _local.__dict__.get(use)
    if buffer is None or buffer.size < size:
        buffer = _local.__dict__[use] = numpy.empty(size, numpy.uint8)
    return buffer[:size].view(dtype).reshape(shape)
