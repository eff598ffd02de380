"""Pictures of a batch, changed at random: cut, scaled and flipped, or tiles of them bent."""

import chainer
import numpy

from cli import kinds
from cli.errors import UserError
from data.pictures import preprocess
from data.pictures.tiles import tile
from models.unet import AROUND, surrounded
from train.parts.batches import to_device

FLIPS = {'none': (1, 1), 'left-right': (2, 1), 'both': (2, 2)}
"""By name: number of ways a picture can lie, left to right and up to down."""


def add_zoom_and_light(p):
    """Add ``--zoom`` and ``--light``, which :func:`converter` takes."""
    p.add_argument(
        '--zoom', type=kinds.zoom, default=1,
        help='pictures are shown up to so many times larger or smaller',
    )  # fmt: skip
    p.add_argument(
        '--light', type=kinds.share, default=0,
        help='vary brightness, contrast and colour by up to so much',
    )  # fmt: skip


def converter(multiple, flips, zoom=1, crop=None, light=0):
    """Converter of training batches of (picture, label): as post 001 does.

    It draws from NumPy's generator, whose state is in the snapshots, in the process that
    trains: a resumed run cuts and flips as the uninterrupted one.

    Args:
        multiple (int): Pictures are cut to multiples of it.
        flips (str): A name in ``FLIPS``.
        zoom (float): As in :func:`data.pictures.preprocess.cut`.
        crop (int): Side of a square that is shown of each picture instead
            (:func:`data.pictures.preprocess.window`).
        light (float): As in :func:`data.pictures.preprocess.lit`.
    """
    ways = FLIPS[flips]

    def augmented(x, t):
        if crop:
            x, t = preprocess.window(x, t, crop, numpy.random, zoom)
        else:
            x, t = preprocess.cut(x, t, multiple, numpy.random, zoom)
        if light:
            x = preprocess.lit(x, light, numpy.random)
        return preprocess.flipped(x, t, *[numpy.random.randint(n) for n in ways])

    return _of_each(augmented)


def tile_converter(side):
    """Converter of training batches of (picture, label) or (picture, label, border), for U-Net.

    As :func:`converter` it draws from NumPy's generator.

    Args:
        side (int): Pixels of a side of a tile that are scored; less where the picture is smaller.
            It is enlarged to the next side that the network gives.
    """

    def bent(x, *maps):
        seen = [surrounded(min(side, length)) for length in x.shape[1:]]
        return tile(seen, AROUND, x, *maps)

    return _of_each(bent)


def _of_each(change):
    @chainer.dataset.converter()
    def convert(batch, device):
        # Of what could not be loaded, to_device tells.
        return to_device([e if isinstance(e, UserError) else change(*e) for e in batch], device)

    return convert
