"""What a classifier is shown of a picture: a square cut out, a square warped, or all of it.

Post 003 ("Spatial Pyramid Pooling ..."): a network of one size needs pictures cropped, which loses
parts of objects, or warped, which distorts them. Paper: He et al. (arXiv 1406.4729), section 3.1:
crops of 224 x 224 where the short side is 256, and full pictures in their own proportions.

Pictures are float32 (channels, H, W), or of any dtype that Pillow resizes a channel of.
"""

import numpy as np
from PIL import Image

from data.pictures.tiles import DEVIATION, displacements, interpolated, reflected

SHORT_SIDE = 256.0 / 224
"""Of a picture that is cropped, in sides of the crop."""

# Longer than that is no picture but a strip, of which the middle is shown.
_LONGEST = 4


def crop(x, side, random=None):
    """A square of ``side`` pixels where the short side is :data:`SHORT_SIDE` times as long.

    Args:
        x: Picture.
        side (int): Of the square.
        random (numpy.random.RandomState): Says where; None: the middle.
    """
    x = whole(x, int(round(side * SHORT_SIDE)))
    spare = [length - side for length in x.shape[1:]]
    top, left = [n // 2 if random is None else random.randint(n + 1) for n in spare]
    return x[:, top : top + side, left : left + side]


def warp(x, side, random=None):
    """All of a picture in a square of ``side`` pixels, whatever its proportions were."""
    return scaled(x, (side, side))


def whole(x, side, random=None):
    """All of a picture in its own proportions, the short side ``side`` pixels long."""
    most = _LONGEST * min(x.shape[1:])
    top, left = [max(0, length - most) // 2 for length in x.shape[1:]]
    x = x[:, top : x.shape[1] - top, left : x.shape[2] - left][:, :most, :most]
    factor = float(side) / min(x.shape[1:])
    return scaled(x, [max(side, int(round(length * factor))) for length in x.shape[1:]])


VIEWS = {'crop': crop, 'warp': warp, 'whole': whole}
"""By name: functions of a picture, a side in pixels, and of what says where."""


def scaled(x, size):
    """A picture at another size (height, width), interpolated; shrunk, averaged."""
    size = tuple(size)[::-1]
    return np.stack([np.asarray(Image.fromarray(c).resize(size, Image.BILINEAR)) for c in x])


def bent(x, strength, random):
    """A picture bent smoothly, as U-Net's tiles (:mod:`data.pictures.tiles`).

    Args:
        x: float32 (channels, H, W).
        strength (float): Deviation of the displacements at the coarse grid, in short sides.
        random (numpy.random.RandomState): Says how.
    """
    factor = strength * min(x.shape[1:]) / DEVIATION
    down, right = [factor * each for each in displacements(random, x.shape[1:])]
    rows, columns = np.mgrid[: x.shape[1], : x.shape[2]]
    return _taken(x, rows + down, columns + right)


def sheared(x, strength, random):
    """A picture turned, sheared and stretched about its middle by a random linear map.

    Args:
        x: float32 (channels, H, W).
        strength (float): Deviation of the four entries of the map from those of the identity.
        random (numpy.random.RandomState): Says how.
    """
    (a, b), (c, d) = np.eye(2) + random.normal(0, strength, (2, 2))
    rows, columns = np.mgrid[: x.shape[1], : x.shape[2]]
    middle = [(length - 1) / 2.0 for length in x.shape[1:]]
    rows, columns = rows - middle[0], columns - middle[1]
    return _taken(
        x, a * rows + b * columns + middle[0], c * rows + d * columns + middle[1]
    )  # fmt: skip


def _taken(x, rows, columns):
    # Beyond the picture is the picture mirrored.
    places = [reflected(at, length) for at, length in zip((rows, columns), x.shape[1:])]
    return interpolated(x, *places).astype(x.dtype)
