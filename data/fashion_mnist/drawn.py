"""Drawn clothes, in Fashion-MNIST's files: what there is to train on before anything is downloaded.

Ten kinds in the order of Fashion-MNIST's, each of a few convex pieces that are moved, stretched,
shaded and patterned at random, on black, shoes with their toes to the left. As there, what covers
the body differs from its likes in little: sleeves, length, collar, buttons. How much a network
learns of them says nothing about the real ones.
"""

import os

import numpy as np

from data.fashion_mnist import CLASSES, FILES, SIDE, idx
from data.folders import manifest

_VERSION = 1  # raised when the same seed draws other pictures
# Each pixel is looked at in 3 x 3 places; corners stand in whole thirds of a pixel.
_FINE = 3
_MIDDLE = SIDE * _FINE // 2

# Pieces as corners (x, y) from the middle, in thirds of a pixel, clockwise.
_TORSO = [(-20, -33), (20, -33), (22, 33), (-22, 33)]
_LONG = [(-20, -36), (20, -36), (22, 39), (-22, 39)]
_SHORT_SLEEVES = (
    [(-20, -33), (-17, -15), (-30, -9), (-36, -21)], [(20, -33), (36, -21), (30, -9), (17, -15)],
)  # fmt: skip
_LONG_SLEEVES = (
    [(-20, -33), (-18, -12), (-27, 32), (-36, 29)], [(20, -33), (36, 29), (27, 32), (18, -12)],
)  # fmt: skip
_SOLE = [(-39, 12), (39, 12), (39, 18), (-39, 18)]
_NECK = [(-7, -39), (7, -39), (3, -28), (-3, -28)]
_LINE = [(-1, -30), (1, -30), (1, 39), (-1, 39)]

_COLLAR = [(-10, -39), (10, -39), (12, -32), (-12, -32)]
_WAIST = [(-15, -39), (15, -39), (16, -20), (-16, -20)]
_LEGS = (
    [(-16, -22), (-1, -22), (-4, 39), (-15, 39)], [(1, -22), (16, -22), (15, 39), (4, 39)],
)  # fmt: skip
_BODICE, _SKIRT = (
    [(-11, -39), (11, -39), (9, -6), (-9, -6)], [(-9, -8), (9, -8), (20, 39), (-20, 39)],
)  # fmt: skip
_STRAPS = (
    [(-33, 12), (-26, -3), (-20, -3), (-27, 12)], [(0, 12), (9, -9), (15, -9), (8, 12)],
    [(30, 12), (30, -18), (36, -18), (36, 12)],
)  # fmt: skip
_TOE = [(-37, 12), (-30, 1), (3, -10), (7, 12)]
_HEEL, _SHAFT = (
    [(0, 12), (2, -12), (34, -15), (37, 12)], [(2, 12), (4, -36), (34, -36), (37, 12)],
)  # fmt: skip
_BAG = [(-30, -9), (30, -9), (33, 30), (-33, 30)]
_HANDLE, _BELOW_HANDLE = (
    [(-18, -27), (18, -27), (22, -8), (-22, -8)], [(-12, -21), (12, -21), (15, -9), (-15, -9)],
)  # fmt: skip

# By class: pieces of cloth, and what is cut out of them.
_PIECES = (
    ((_TORSO,) + _SHORT_SLEEVES, (_NECK,)),
    ((_WAIST,) + _LEGS, ()),
    ((_TORSO,) + _LONG_SLEEVES, (_NECK,)),
    ((_BODICE, _SKIRT), (_NECK,)),
    ((_LONG,) + _LONG_SLEEVES, (_NECK, _LINE)),
    ((_SOLE,) + _STRAPS, ()),
    ((_TORSO, _COLLAR) + _LONG_SLEEVES, (_LINE,)),
    ((_SOLE, _TOE, _HEEL), ()),
    ((_BAG, _HANDLE), (_BELOW_HANDLE,)),
    ((_SOLE, _TOE, _SHAFT), ()),
)


def picture(seed, i):
    """Picture ``i`` of the set ``seed``: uint8 (28, 28); its class is ``i % 10``.

    Whole numbers only, so that the same arguments give equal arrays anywhere.
    """
    rng = np.random.RandomState([seed, i, 3])
    cloth, cut = _PIECES[i % len(CLASSES)]
    # Hundredths that all are stretched by, and thirds of a pixel that all are moved by.
    stretch = rng.randint(78, 106, 2)
    shift = rng.randint(-4, 5, 2)

    def cover(pieces):
        found = np.zeros((SIDE * _FINE,) * 2, bool)
        for corners in pieces:
            moved = np.array(corners) + rng.randint(-2, 3, (len(corners), 2))
            found |= _inside(moved * stretch // 100 + shift + _MIDDLE)
        return found

    mask = cover(cloth) & ~cover(cut)
    covered = mask.reshape(SIDE, _FINE, SIDE, _FINE).sum(axis=(1, 3))
    return (covered * _texture(rng) // _FINE**2).astype(np.uint8)


def _inside(corners):
    """Which of the fine grid's places lie within a convex piece: bool (84, 84)."""
    v, u = np.ogrid[: SIDE * _FINE, : SIDE * _FINE]
    found = np.ones((SIDE * _FINE,) * 2, bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0)):
        found &= (x1 - x0) * (v - y0) - (y1 - y0) * (u - x0) >= 0
    return found


def _texture(rng):
    """Grey of each pixel, int (28, 28), 20 to 255: plain, striped either way, with some noise."""
    v, u = np.mgrid[:SIDE, :SIDE]
    across = (u, v)[rng.randint(2)]
    stripes = (across // rng.randint(2, 5) % 2) * rng.randint(0, 90) * rng.randint(2)
    return np.clip(rng.randint(90, 250) - stripes + rng.randint(-12, 13, u.shape), 20, 255)


def make(root, number=6000, seed=0):
    """Write ``number`` training and a sixth as many test pictures, unless the folder holds them.

    Args:
        root (str): Folder for the four files.
        number (int): 60 or more.
        seed (int): Of the training pictures; the test's never appear among them.

    Raises:
        UserError: ``root`` holds something else, or cannot be written.
    """
    made = {'by': 'data.fashion_mnist', 'version': _VERSION, 'number': number, 'seed': seed}
    if manifest.holds(root, made):
        return
    with manifest.writing(root, made) as folder:
        os.makedirs(folder)
        first = 0
        for part, count in (('train', number), ('test', number // 6)):
            places = range(first, first + count)
            names = [os.path.join(folder, name) for name in FILES[part]]
            idx.write(names[0], np.stack([picture(seed, i) for i in places]))
            idx.write(names[1], np.array([i % len(CLASSES) for i in places]))
            first += count


def folder():
    """The folder of clothes that train.fashion_mnist takes by default; drawn if need be."""
    root = os.path.join('runs', 'data', 'fashion_mnist')
    make(root)
    return root
