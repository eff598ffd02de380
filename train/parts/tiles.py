"""Tiles of a batch with their surroundings, bent, flipped and turned at random, as U-Net's.

Ronneberger, Fischer and Brox, "U-Net" (MICCAI 2015), section 3.1: smooth deformations by random
displacements on a coarse 3 x 3 grid, from a Gaussian of 10 pixels standard deviation, and bicubic
interpolation for the displacements of the pixels. Flips and turns by right angles besides: a slice
of tissue has no upper side.
"""

import chainer
import numpy
from PIL import Image

from cli.errors import UserError
from models.unet import AROUND, surrounded
from train.parts.batches import to_device

GRID = 3
DEVIATION = 10.0  # pixels


def converter(side):
    """Converter of training batches of (picture, label) or (picture, label, border).

    It draws from NumPy's generator, whose state is in the snapshots, in the process that trains.

    Args:
        side (int): Pixels of a side of a tile that are scored; less where the picture is smaller.
            It is enlarged to the next side that the network gives.
    """

    @chainer.dataset.converter()
    def convert(batch, device):
        # Of what could not be loaded, to_device tells.
        return to_device([e if isinstance(e, UserError) else tile(side, *e) for e in batch], device)

    return convert


def tile(side, x, *maps, random=numpy.random):
    """A tile from anywhere in a picture.

    Args:
        side (int): As of :func:`converter`.
        x: Picture, float32 (channels, H, W).
        maps: Arrays (H, W) of any dtype, such as its label.
        random (numpy.random.RandomState): Says where and how.

    Returns:
        tuple: The picture, float32 (channels, h + 184, w + 184), interpolated, and each map,
        (h, w), picked: the same place of it, with nothing around. What lies beyond the picture is
        the picture mirrored.
    """
    size = x.shape[1:]
    seen = [surrounded(min(side, length)) for length in size]
    spare = [length - (n - 2 * AROUND) for length, n in zip(size, seen)]
    start = [random.randint(min(0, n), max(0, n) + 1) - AROUND for n in spare]
    bends = displacements(random, seen)
    rows = start[0] + numpy.arange(seen[0])[:, None] + bends[0]
    columns = start[1] + numpy.arange(seen[1]) + bends[1]
    rows, columns = [reflected(at, length) for at, length in zip((rows, columns), size)]
    inner = slice(AROUND, -AROUND), slice(AROUND, -AROUND)
    places = [numpy.rint(at[inner]).astype(int) for at in (rows, columns)]
    found = [interpolated(x, rows, columns)] + [each[places[0], places[1]] for each in maps]
    turns, flip = random.randint(4), random.randint(2)
    found = [numpy.rot90(each, turns, axes=(-2, -1)) for each in found]
    return tuple(numpy.ascontiguousarray(each[..., ::-1] if flip else each) for each in found)


def displacements(random, size):
    """How far each pixel of a tile is moved, down and to the right: float32 (2,) + size, pixels."""
    coarse = random.normal(0, DEVIATION, (2, GRID, GRID)).astype(numpy.float32)
    return [
        numpy.asarray(Image.fromarray(each).resize(tuple(size)[::-1], Image.BICUBIC))
        for each in coarse
    ]


def reflected(at, length):
    """Places, float arrays, brought into 0 to ``length - 1`` by mirroring at both ends."""
    if length == 1:
        return numpy.zeros_like(at)
    at = numpy.abs(at) % (2 * (length - 1))
    return numpy.minimum(at, 2 * (length - 1) - at)


def interpolated(x, rows, columns):
    """What a picture (channels, H, W) has between its pixels: bilinear, (channels,) + rows.shape.

    Args:
        rows, columns: float arrays of one shape, 0 to H - 1 and 0 to W - 1.
    """
    height, width = x.shape[1:]
    top = numpy.minimum(rows.astype(int), max(0, height - 2))
    left = numpy.minimum(columns.astype(int), max(0, width - 2))
    down, right = (rows - top).astype(numpy.float32), (columns - left).astype(numpy.float32)
    below, beside = min(1, height - 1) * width, min(1, width - 1)
    flat = x.reshape(len(x), -1)
    corner = top * width + left
    upper = flat[:, corner] * (1 - right) + flat[:, corner + beside] * right
    corner += below
    lower = flat[:, corner] * (1 - right) + flat[:, corner + beside] * right
    return upper * (1 - down) + lower * down
