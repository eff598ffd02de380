"""Drawn scenes with boxes, in VOC's layout: what YOLO trains on before anything is downloaded.

    python -m data.scenes OUT --number 400 --side 160

One to three shapes a picture, each of any colour, before a background as of data/shapes.py; the
five shapes are the classes. What YOLO can't learn isn't asked for: no two centres lie in one of its
7 x 7 cells, and no side of a box is less than a sixth of the picture's. A shape may hide a part of
another one, whose box is still the whole of it, but never its centre.
"""

import os

import numpy as np

from cli import kinds
from cli.errors import run
from cli.parser import Parser
from data.folders import drawn
from data.folders.objects import Object
from data.folders.voc_folder import VocBoxesFolder
from data.pictures import drawing

CLASSES = drawing.SHAPES

FOLDER = os.path.join('runs', 'data', 'scenes')
"""Where they are drawn for scripts to which no data is named."""

_VERSION = 1  # raised when the same seed draws other pictures
_CELLS = 7
_MOST = 3
_TRIES = 20
# Of the shorter side. The narrowest shape, a square that isn't turned, is 1.5 radii wide.
_LEAST, _LARGEST = 0.125, 0.27


def scene(seed, i, side=160):
    """Draw picture ``i`` of the set ``seed``; the same arguments give equal arrays anywhere.

    Returns:
        uint8 array of shape (H, W, 3), RGB, whose longer side is ``side`` and the other 3/4 of it
        or more; and its objects, a list of :class:`~data.folders.objects.Object`.
    """
    rng = np.random.RandomState([seed, i, 3])
    short = side - rng.randint(side // 4 + 1)
    height, width = (short, side) if rng.randint(3) else (side, short)
    image = drawing.background(rng, height, width)
    boxes, objects = [], []
    wanted = 1 + rng.randint(_MOST)
    for _ in range(_TRIES):
        if len(objects) == wanted:
            break
        shape = drawing.SHAPES[rng.randint(len(drawing.SHAPES))]
        colour = drawing.COLOURS[rng.randint(len(drawing.COLOURS))]
        radius = short * (_LEAST + (_LARGEST - _LEAST) * rng.random_sample())
        x = 1.2 * radius + (width - 2.4 * radius) * rng.random_sample()
        y = 1.2 * radius + (height - 2.4 * radius) * rng.random_sample()
        tried = image.copy()
        box = _extent(drawing.paint(rng, tried, shape, colour, x, y, radius))
        large = 6 * (box[2] - box[0]) >= height and 6 * (box[3] - box[1]) >= width
        if large and not any(_disturbs(box, other, height, width) for other in boxes):
            image = tried
            boxes.append(box)
            objects.append(Object(shape, box, False, False, ''))
    return drawing.finish(rng, image), objects


def _extent(mask):
    """The box around the true values of a bool array (H, W)."""
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(ys[0]), int(xs[0]), int(ys[-1]) + 1, int(xs[-1]) + 1


def _disturbs(a, b, height, width):
    """Whether two boxes have their centres in one cell, or one of them covers the other's."""
    # In whole numbers, twice as large: what lies on a line is the same everywhere.
    centres = [(box[0] + box[2], box[1] + box[3]) for box in (a, b)]
    if len({(_CELLS * y // (2 * height), _CELLS * x // (2 * width)) for y, x in centres}) == 1:
        return True
    return any(
        2 * box[0] <= y < 2 * box[2] and 2 * box[1] <= x < 2 * box[3]
        for box, (y, x) in zip((a, b), centres[::-1])
    )


def make(root, number=400, seed=0, side=160):
    """Write ``number`` scenes to the folder ``root``, unless it holds them already.

    Raises:
        UserError: ``root`` holds something else, or cannot be written.
    """
    drawn.make(root, 'scenes', scene, number, seed, side, _VERSION, CLASSES, kind=VocBoxesFolder)


def folder():
    """The folder of scenes that train.yolo takes where no data is named; drawn if need be."""
    make(FOLDER)
    return FOLDER


def main():
    parser = Parser(
        prog='python -m data.scenes', description='Draw scenes of shapes with their boxes, as VOC.'
    )
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    parser.add_argument(
        '--number', type=kinds.whole(2, 10**6), default=400, help='pictures (default: 400)'
    )
    parser.add_argument(
        '--side', type=kinds.whole(32, 2**12), default=160, help='longer side (default: 160 pixels)'
    )
    parser.add_argument('--seed', type=kinds.seed, default=0)
    args = parser.parse_args()
    make(args.out, args.number, args.seed, args.side)
    print('{}: {} pictures, {} classes'.format(args.out, args.number, len(CLASSES)))


if __name__ == '__main__':
    run(main)
