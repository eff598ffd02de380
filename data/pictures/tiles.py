"""Tiles of a batch with their surroundings, bent, flipped and turned at random, as U-Net's.

Ronneberger, Fischer and Brox, "U-Net" (MICCAI 2015), section 3.1: smooth deformations by random
displacements on a coarse 3 x 3 grid, from a Gaussian of 10 pixels standard deviation, and bicubic
interpolation for the displacements of the pixels. Flips and turns by right angles besides: a slice
of tissue has no upper side.
"""

import numpy as np
from PIL import Image

GRID = 3
DEVIATION = 10.0  # pixels


def tile(seen, around, x, *maps, random=np.random):
    """A tile from anywhere in a picture.

    Args:
        seen (tuple): Height and width of what the network sees of it.
        around (int): Pixels on each side that are seen, but not scored.
        x: Picture, float32 (channels, H, W).
        maps: Arrays (H, W) of any dtype, such as its label.
        random (numpy.random.RandomState): Says where and how; or the module ``numpy.random``.

    Returns:
        tuple: The picture, float32 (channels,) + seen, interpolated, and of each map the place
        that is scored, 2 ``around`` pixels less a side, picked. Turned by a quarter, height and
        width change places. What lies beyond the picture is the picture mirrored.
    """
    size = x.shape[1:]
    spare = [length - (side - 2 * around) for length, side in zip(size, seen)]
    start = [random.randint(min(0, n), max(0, n) + 1) - around for n in spare]
    bends = displacements(random, seen)
    rows = start[0] + np.arange(seen[0])[:, None] + bends[0]
    columns = start[1] + np.arange(seen[1]) + bends[1]
    rows, columns = [reflected(at, length) for at, length in zip((rows, columns), size)]
    inner = slice(around, -around), slice(around, -around)
    places = [np.rint(at[inner]).astype(int) for at in (rows, columns)]
    found = [interpolated(x, rows, columns)] + [each[places[0], places[1]] for each in maps]
    turns, flip = random.randint(4), random.randint(2)
    found = [np.rot90(each, turns, axes=(-2, -1)) for each in found]
    return tuple(np.ascontiguousarray(each[..., ::-1] if flip else each) for each in found)


def displacements(random, size):
    """How far each pixel of a tile is moved, down and to the right: float32 (2,) + size, pixels."""
    coarse = random.normal(0, DEVIATION, (2, GRID, GRID)).astype(np.float32)
    return [
        np.asarray(Image.fromarray(each).resize(tuple(size)[::-1], Image.BICUBIC))
        for each in coarse
    ]


def reflected(at, length):
    """Places, float arrays, brought into 0 to ``length - 1`` by mirroring at both ends."""
    if length == 1:
        return np.zeros_like(at)
    at = np.abs(at) % (2 * (length - 1))
    return np.minimum(at, 2 * (length - 1) - at)


def interpolated(x, rows, columns):
    """What a picture (channels, H, W) has between its pixels: bilinear, (channels,) + rows.shape.

    Args:
        rows, columns: float arrays of one shape, 0 to H - 1 and 0 to W - 1.
    """
    height, width = x.shape[1:]
    top = np.minimum(rows.astype(int), max(0, height - 2))
    left = np.minimum(columns.astype(int), max(0, width - 2))
    down, right = (rows - top).astype(np.float32), (columns - left).astype(np.float32)
    below, beside = min(1, height - 1) * width, min(1, width - 1)
    flat = x.reshape(len(x), -1)
    corner = top * width + left
    upper = flat[:, corner] * (1 - right) + flat[:, corner + beside] * right
    corner += below
    lower = flat[:, corner] * (1 - right) + flat[:, corner + beside] * right
    return upper * (1 - down) + lower * down
