"""Max pooling that says where its maxima were, and un-pooling that puts values back there.

SegNet's decoder (post 2017, "SegNet"): each value of a small map goes to the place in its 2x2
window where the encoder's pooling found the maximum, and the rest of the window is zero.
"""

import chainer.functions as F


def pool(x):
    """Halve maps by 2x2 max pooling, rounding up, so that no pixel of an odd size is lost.

    Args:
        x: Maps (N, C, H, W).

    Returns:
        tuple: Maps (N, C, ceil(H / 2), ceil(W / 2)), and what :func:`unpool` needs to undo it:
        the maxima's numbers in their windows (an array of the same shape), and (H, W).
    """
    pooled, indexes = F.max_pooling_2d(x, 2, stride=2, return_indices=True)
    return pooled, (indexes, x.shape[2:])


def unpool(x, place):
    """Put values back where :func:`pool` found its maxima, with zeros around them.

    Args:
        x: Maps of the shape that came out of the pooling.
        place: What came with them.

    Returns:
        ~chainer.Variable: Maps of the size that went into it.
    """
    indexes, size = place
    return F.upsampling_2d(x, indexes, 2, stride=2, outsize=size)
