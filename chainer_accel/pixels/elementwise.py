"""Functions of each number alone: a piece of them that stays in the cache at a time.

An expression of NumPy's goes through memory once for each of its operations and asks for memory
for each of its temporaries; compiled, a number is in a register meanwhile. The operations and
their order are Chainer's, so the results are too.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.parallel import each, share
from chainer_accel.served import serves

PIECE = 1 << 15
# So many take some 100 us.
FEW = 7


def flat(arrays):
    """The arrays as vectors in one order of elements, or None where they have none in common."""
    if all(a.flags.c_contiguous for a in arrays):
        return [a.reshape(-1) for a in arrays]
    if all(a.ndim == 4 for a in arrays):
        turned = [a.transpose(0, 2, 3, 1) for a in arrays]
        if all(a.flags.c_contiguous for a in turned):
            return [a.reshape(-1) for a in turned]
    return None


def pieces(function, *arrays, loop=None):
    """Call ``function`` with the arrays' pieces; False where they are of different orders.

    Args:
        function: Takes as many vectors.
        arrays (numpy.ndarray): All of one shape.
        loop: In its place for whole float32 vectors, behind a counter of pieces (``claims``).
    """
    if not serves(*arrays) or any(a.shape != arrays[0].shape for a in arrays):
        return False
    vectors = flat(arrays)
    if vectors is None:
        return False
    size = arrays[0].size
    if loop is not None and arrays[0].dtype == numpy.float32:
        few = size <= FEW * PIECE
        share(loop, 1 if few else -(-size // PIECE), *vectors)
    else:
        starts = range(0, size, PIECE)
        each(lambda i: function(*[a[i : i + PIECE] for a in vectors]), starts, FEW)
    return True


def _loop(name, *numbers):
    return optional.loop('pixels.elementwise_kernels', name, *numbers)


def relu(function, inputs):
    """In place of ``ReLU.forward_cpu``."""
    (x,) = inputs
    y = numpy.empty_like(x)
    if not pieces(lambda x, y: numpy.maximum(x, 0, out=y), x, y, loop=_loop('relu')):
        return NotImplemented
    function.retain_outputs((0,))
    return (y,)


def relu_grad(function, inputs):
    """In place of ``ReLUGrad2.forward_cpu``."""
    (gy,) = inputs
    gx = numpy.empty_like(gy)

    def piece(y, gy, gx):
        numpy.multiply(gy, y > 0, out=gx)

    if not pieces(piece, function.b, gy, gx, loop=_loop('relu_grad')):
        return NotImplemented
    return (gx,)


def leaky_relu(function, inputs):
    """In place of ``LeakyReLU.forward_cpu``, whose copy would lay the channels apart."""
    (x,) = inputs
    y = _leaky(x, x, function.slope)
    if y is None:
        return NotImplemented
    if function.slope >= 0:
        function.retain_outputs((0,))
    else:
        function.retain_inputs((0,))
    return (y,)


def leaky_relu_grad(function, inputs):
    """In place of ``_LeakyReLUGrad.forward_cpu``."""
    (gy,) = inputs
    gx = _leaky(function.cond, gy, function.slope)
    return NotImplemented if gx is None else (gx,)


def _leaky(cond, x, slope):
    """``x``, times ``slope`` where ``cond`` <= 0; None where this can't be had here."""
    y = numpy.empty_like(x)

    def piece(cond, x, y):
        # What Chainer does, NaN included.
        y[...] = x
        y[cond <= 0] *= slope

    return y if pieces(piece, cond, x, y, loop=_loop('leaky', slope)) else None
