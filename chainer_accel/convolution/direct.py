"""Convolution's and deconvolution's gradients where no second derivatives are asked for.

Chainer applies a function for each of them, as it would in a network, though nobody will go back
through it: some 100 us each for a graph that is thrown away.
"""

import chainer

from chainer_accel.convolution import convolution_2d, deconvolution_2d
from chainer_accel.convolution.columns import geometry
from chainer_accel.pixels import sums
from chainer_accel.served import seen, serves


def _arrays(function, gy):
    """Input, weights and ``gy`` as arrays, or None where a function has to be applied."""
    if seen() or any(function.input_layouts):
        return None
    x, W = [v.array for v in function.get_retained_inputs()]
    return (x, W, gy.array) if serves(x, W, gy.array) else None


def convolution_backward(function, indexes, grad_outputs):
    """In place of ``Convolution2DFunction.backward``."""
    return _gradients(function, indexes, grad_outputs, deconvolution_2d.spread, (0, 1))


def deconvolution_backward(function, indexes, grad_outputs):
    """In place of ``Deconvolution2DFunction.backward``."""
    return _gradients(function, indexes, grad_outputs, convolution_2d.convolve, (1, 0))


def _gradients(function, indexes, grad_outputs, opposite, order):
    """Those asked for, of input, weights and bias, as variables.

    Args:
        opposite: What gives the input's from the output's.
        order (tuple): Which of input and output's gradient is the convolution's input, and which
            its output's gradient.
    """
    arrays = _arrays(function, *grad_outputs)
    if arrays is None:
        return NotImplemented
    x, W, gy = arrays
    geo, groups = geometry(function, *W.shape[2:]), function.groups
    found = []
    if 0 in indexes:
        found.append(opposite(gy, W, None, geo, x.shape[2:], groups))
    if 1 in indexes:
        both = [(x, gy)[i] for i in order]
        found.append(convolution_2d.gradient(*both, W.shape, geo, groups))
    if 2 in indexes:
        found.append(sums.of_channels(gy))
    return [chainer.as_variable(a) for a in found]
