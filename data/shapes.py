"""Drawn scenes in VOC's layout: what there is to train on before anything is downloaded.

    python -m data.shapes OUT --number 400 --side 160

Twenty classes, five shapes in four colours, and background. As in VOC, pictures
differ in size and orientation, objects hide one another, and borders of about
four pixels carry 255. Objects are large, because FCN-32s sees one value for 32 x 32
pixels, and every colour comes in every shape, patterned, lit and before grey
lines, so that colour alone does not tell a class.
"""

import os

import chainer
import numpy as np

from cli import kinds
from cli.errors import run
from cli.parser import Parser
from data.folders import drawn
from data.pictures import drawing
from data.pictures.classes import VOID, colormap
from data.pictures.picture import MEAN, to_input

CLASSES = ('background',) + tuple(
    '{} {}'.format(colour, shape) for shape in drawing.SHAPES for colour in drawing.COLOURS
)

FOLDER = os.path.join('runs', 'data', 'shapes')
"""Where they are drawn for scripts to which no data is named."""

_VERSION = 2  # raised when the same seed draws other pictures


def scene(seed, i, side=160):
    """Draw picture ``i`` of the set ``seed``; the same arguments give equal arrays anywhere.

    Returns:
        uint8 array of shape (H, W, 3), RGB, whose longer side is ``side`` and the
        other 3/4 of it or more, and its label, a uint8 array of shape (H, W).
    """
    rng = np.random.RandomState([seed, i, 0])
    short = side - rng.randint(side // 4 + 1)
    height, width = (short, side) if rng.randint(3) else (side, short)
    image = drawing.background(rng, height, width)
    label = np.zeros((height, width), dtype=np.uint8)
    objects = np.zeros((height, width), dtype=np.uint8)
    centres = []
    for number in range(1, 2 + rng.randint(3)):
        radius = short * (0.25 + 0.13 * rng.random_sample())
        x, y = _free_place(rng, height, width, radius, centres)
        centres.append((x, y))
        class_ = 1 + rng.randint(20)
        mask = _paint_class(rng, image, class_, x, y, radius)
        label[mask] = class_
        objects[mask] = number
    label[_borders(objects)] = VOID
    return drawing.finish(rng, image), label


class SingleShapes(chainer.dataset.DatasetMixin):
    """One object or none a picture, drawn when asked for: what VGGNet is first trained on.

    Example ``i`` is ``(image, class)``: a float32 array of shape (3, side, side),
    BGR minus VGG's mean, and an int32 scalar, 0 (nothing but background) to 20.
    The classes are those of :func:`scene`, the pictures are others.

    Args:
        number: number of examples.
        side: their height and width in pixels.
        seed: sets of different seeds share no picture.
    """

    def __init__(self, number, side=64, seed=0):
        self.number = number
        self.side = side
        self.seed = seed

    def __len__(self):
        return self.number

    def get_example(self, i):
        if not 0 <= i < self.number:
            raise IndexError(i)
        rng = np.random.RandomState([self.seed, i, 1])
        class_ = rng.randint(len(CLASSES))
        image = drawing.background(rng, self.side, self.side)
        if class_:
            radius = self.side * (0.25 + 0.15 * rng.random_sample())
            x, y = _place(rng, self.side, self.side, radius)
            _paint_class(rng, image, class_, x, y, radius)
        return to_input(drawing.finish(rng, image), MEAN), np.int32(class_)


class ShapesOfAnySize(chainer.dataset.DatasetMixin):
    """One object a picture of its own size and proportions: what SPP-net is for.

    Example ``i`` is ``(image, class)``: a float32 array of shape (3, H, W), BGR minus VGG's mean,
    its longer side ``side`` and the other half of it or more, and an int32 scalar, 0 to 19. The
    object may lie at an end, where a square out of the middle cuts it.

    Args:
        number: number of examples.
        side: their longer side in pixels.
        seed: sets of different seeds share no picture.
    """

    classes = CLASSES[1:]
    n_class = len(classes)
    of_any_size = True

    def __init__(self, number, side=160, seed=0):
        self.number = number
        self.side = side
        self.seed = seed

    def __len__(self):
        return self.number

    def get_example(self, i):
        picture, class_ = self._drawn(i)
        return to_input(picture, MEAN), np.int32(class_)

    def picture(self, i):
        """The picture of example ``i``: uint8 (H, W, 3), RGB."""
        return self._drawn(i)[0]

    def _drawn(self, i):
        if not 0 <= i < self.number:
            raise IndexError(i)
        rng = np.random.RandomState([self.seed, i, 2])
        short = self.side - rng.randint(self.side // 2 + 1)
        height, width = (short, self.side) if rng.randint(2) else (self.side, short)
        image = drawing.background(rng, height, width)
        class_ = rng.randint(self.n_class)
        radius = short * (0.3 + 0.1 * rng.random_sample())
        x, y = _place(rng, height, width, radius)
        _paint_class(rng, image, 1 + class_, x, y, radius)
        return drawing.finish(rng, image), class_


def make(root, number=400, seed=0, side=160):
    """Write ``number`` scenes to the folder ``root``, unless it holds them already.

    Raises:
        UserError: ``root`` holds something else, or cannot be written.
    """
    drawn.make(root, 'shapes', scene, number, seed, side, _VERSION, CLASSES, colormap())


def folder():
    """The folder of the scenes that scripts take where no data is named; drawn if need be."""
    make(FOLDER)
    return FOLDER


def _paint_class(rng, image, class_, x, y, radius):
    shape, colour = divmod(class_ - 1, len(drawing.COLOURS))
    return drawing.paint(rng, image, drawing.SHAPES[shape], drawing.COLOURS[colour], x, y, radius)


def _place(rng, height, width, radius):
    margin = 0.8 * radius
    return (
        margin + (width - 2 * margin) * rng.random_sample(),
        margin + (height - 2 * margin) * rng.random_sample(),
    )


def _free_place(rng, height, width, radius, taken):
    # The roomiest of four places: objects may overlap, but seldom vanish.
    places = [_place(rng, height, width, radius) for _ in range(4)]
    return max(
        places,
        key=lambda p: min([(p[0] - x) ** 2 + (p[1] - y) ** 2 for x, y in taken] or [0]),
    )


def _borders(objects):
    """Pixels within two of a pixel that belongs to another object, a bool array."""
    padded = np.pad(objects, 2, mode='edge')
    rows = [padded[k : k + objects.shape[0]] for k in range(5)]
    low, high = np.minimum.reduce(rows), np.maximum.reduce(rows)
    columns = range(5)
    width = objects.shape[1]
    low = np.minimum.reduce([low[:, k : k + width] for k in columns])
    high = np.maximum.reduce([high[:, k : k + width] for k in columns])
    return low != high


def main():
    parser = Parser(
        prog='python -m data.shapes', description='Draw scenes of shapes in the layout of VOC.'
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
    print('{}: {} pictures, 21 classes'.format(args.out, args.number))


if __name__ == '__main__':
    run(main)
