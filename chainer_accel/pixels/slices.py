"""The gradient of what was cut out of an array by slices."""

import numbers

import numpy

from chainer_accel.served import serves


def gradient(function, inputs):
    """In place of ``GetItemGrad.forward``, where no number can have been taken twice.

    ``numpy.add.at``, which Chainer calls whatever the index is, adds up one number after the other:
    16 ns each. By slices and whole numbers alone each is taken once, and all are written back
    together, into an array whose channels lie side by side if the gradient's do.
    """
    (gy,) = inputs
    if not serves(gy) or not all(_takes_once(s) for s in function.slices):
        return NotImplemented
    shape = function._in_shape
    if len(shape) == gy.ndim == 4 and gy.strides[1] == gy.itemsize:
        n, c, h, w = shape
        gx = numpy.zeros((n, h, w, c), gy.dtype).transpose(0, 3, 1, 2)
    else:
        gx = numpy.zeros(shape, gy.dtype)
    gx[function.slices] = gy
    return (gx,)


def _takes_once(index):
    if isinstance(index, (bool, numpy.bool_)):
        return False
    return index is None or index is Ellipsis or isinstance(index, (slice, numbers.Integral))
