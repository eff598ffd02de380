"""Drawn cells that touch, in VOC's layout: what U-Net trains on before anything is downloaded.

    python -m data.cells OUT --number 60 --side 196

Like a slice of tissue under an electron microscope (data/isbi2012.py): cells side by side, each
of its own grey, between them dark membranes of about two pixels, some of them so faint that only
what is around tells where they go on. Cells hold dark bodies with a rim of their own, which is no
membrane. Classes: 0 membrane, 1 cell.
"""

import os

import numpy as np

from cli import kinds
from cli.errors import run
from cli.parser import Parser
from data.folders import drawn
from data.pictures import drawing

CLASSES = 'membrane', 'cell'

_VERSION = 1  # raised when the same seed draws other pictures
_SPACING = 24  # pixels from cell to cell
_HALF = 1.0  # half of a membrane, in pixels
_DARK = 55
_FAINTEST = 0.25


def palette():
    """Membranes black, cells white, as in ISBI 2012: uint8 array (256, 3), RGB."""
    colours = np.zeros((256, 3), dtype=np.uint8)
    colours[1] = 255
    return colours


def tissue(seed, i, side=196):
    """Draw picture ``i`` of the set ``seed``; the same arguments give equal arrays anywhere.

    As in :mod:`data.pictures.drawing`, by arithmetic that is exact to the last bit.

    Returns:
        uint8 array of shape (side, side, 3), grey, and its label, a uint8 array (side, side).
    """
    rng = np.random.RandomState([seed, i, 2])
    bend = 14 * drawing.blotches(rng, side, side, max(1, side // 32))
    v, u = np.ogrid[:side, :side]
    u, v = u + bend[:, :, 0], v + bend[:, :, 1]
    centres = _centres(rng, side)
    nearest, second, between = _two_nearest_centres(u, v, centres)

    greys = 150 + 50 * (rng.random_sample(len(centres)) - 0.5)
    image = greys[nearest] + 30 * drawing.blotches(rng, side, side, side // 6)[:, :, 0]
    for _ in range(len(centres) // 4):
        _draw_body(rng, image)
    # The same for both sides of a membrane.
    strength = rng.random_sample((len(centres), len(centres)))
    strength = _FAINTEST + (1 - _FAINTEST) * np.maximum(strength, strength.T)[nearest, second]
    cover = np.clip(_HALF + 0.5 - between, 0, 1) * strength
    image += cover * (_DARK - image)
    picture = drawing.finish(rng, np.repeat(image[:, :, None], 1, axis=2))
    return np.repeat(picture, 3, axis=2), (between > _HALF).astype(np.uint8)


def _centres(rng, side):
    """Centres of cells, float64 (n, 2): a grid, each moved by up to 2/5 of its spacing."""
    n = side // _SPACING + 3  # the outermost lie outside of the picture
    grid = np.stack(np.meshgrid(np.arange(n), np.arange(n)), axis=-1).reshape(-1, 2)
    return _SPACING * (grid - 1 + 0.8 * (rng.random_sample(grid.shape) - 0.5) + 0.5)


def _two_nearest_centres(u, v, centres):
    """The two nearest centres of each pixel, by number, and how far the line between them is."""
    squares = np.stack([(u - x) ** 2 + (v - y) ** 2 for x, y in centres])
    nearest = squares.argmin(axis=0)
    first = squares.min(axis=0)
    np.put_along_axis(squares, nearest[None], np.inf, axis=0)
    second = squares.argmin(axis=0)
    apart = centres[nearest] - centres[second]
    length = np.sqrt(apart[..., 0] ** 2 + apart[..., 1] ** 2)
    return nearest, second, (squares.min(axis=0) - first) / (2 * length)


def _draw_body(rng, image):
    v, u = np.ogrid[: image.shape[0], : image.shape[1]]
    x, y = rng.random_sample(2) * image.shape
    radius = 2.5 + 2.5 * rng.random_sample()
    from_rim = np.abs(np.sqrt((u - x) ** 2 + (v - y) ** 2) - radius)
    cover = 0.7 * np.clip(1.5 - from_rim, 0, 1)
    image += cover * (_DARK - image)


def make(root, number=60, seed=0, side=196):
    """Write ``number`` pictures to the folder ``root``, unless it holds them already.

    Raises:
        UserError: ``root`` holds something else, or cannot be written.
    """
    # Not JPEG, which smears what is two pixels wide.
    drawn.make(
        root, 'cells', tissue, number, seed, side, _VERSION, CLASSES, palette(), suffix='.png'
    )


def folder():
    """The folder of cells that train.unet takes where no data is named; drawn if need be."""
    root = os.path.join('runs', 'data', 'cells')
    make(root)
    return root


def main():
    parser = Parser(
        prog='python -m data.cells', description='Draw cells that touch in the layout of VOC.'
    )
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    parser.add_argument(
        '--number', type=kinds.whole(2, 10**6), default=60, help='pictures (default: 60)'
    )
    parser.add_argument(
        '--side', type=kinds.whole(32, 2**12), default=196, help='side (default: 196 pixels)'
    )
    parser.add_argument('--seed', type=kinds.seed, default=0)
    args = parser.parse_args()
    make(args.out, args.number, args.seed, args.side)
    print('{}: {} pictures of cells'.format(args.out, args.number))


if __name__ == '__main__':
    run(main)
