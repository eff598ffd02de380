"""Enlargement by fixed bilinear interpolation, shared by the FCNs.

Post 2016-07-16: "the deconvolutional layers are fixed to the simple bilinear
interpolation", and ``outsize`` of ``F.deconvolution_2d`` does what Caffe's crop
layer does in the original (Long, Shelhamer and Darrell, CVPR 2015).
"""

import chainer.functions as F
import numpy


def bilinear_filter(factor):
    """Deconvolution filter that enlarges ``factor`` times.

    Args:
        factor (int): Even enlargement factor, the stride.

    Returns:
        numpy.ndarray: float32 (2 factor, 2 factor). At stride ``factor`` the
        copies of it add up to 1 everywhere.
    """
    rise = (numpy.arange(2 * factor) + 0.5) / factor
    line = numpy.minimum(rise, 2 - rise)
    return numpy.outer(line, line).astype(numpy.float32)


def enlarge(x, factor, size, xp):
    """Enlarge maps ``factor`` times and cut them to ``size``.

    A cell j of a map at 1/factor covers the pixels factor j ... factor j +
    factor - 1 (pooling rounds up, so the last one may reach past the border).
    A padding of factor / 2 puts the cell's value at the middle of just these
    pixels, and ``outsize`` then drops what lies past the border: the padding
    that makes it fit is the same for every size.

    Args:
        x: Maps (N, C, ceil(H / factor), ceil(W / factor)).
        factor (int): Even enlargement factor.
        size (tuple): (H, W) of the result.
        xp: NumPy or CuPy, where ``x`` lives.

    Returns:
        ~chainer.Variable: (N, C, H, W).
    """
    channels = x.shape[1]
    # One group a channel: each class's map is enlarged by itself.
    w = xp.asarray(numpy.tile(bilinear_filter(factor), (channels, 1, 1, 1)))
    return F.deconvolution_2d(x, w, stride=factor, pad=factor // 2, outsize=size, groups=channels)
