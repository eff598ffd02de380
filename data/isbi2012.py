"""ISBI 2012's electron microscopy, turned into VOC's layout: the data U-Net was made for.

    python -m data.isbi2012 ISBI2012 OUT
    python -m train.unet --data OUT

Source: 30 slices of 512 x 512 pixels of a fly larva's nerve cord, and which pixels are cell
(white) and which membrane (black): the challenge "Segmentation of neuronal structures in EM
stacks" (Arganda-Carreras et al. 2015; Cardona et al. 2010). For research use. The folder holds them
as the challenge published them::

    ISBI2012/train-volume.tif, ISBI2012/train-labels.tif    one page a slice

or as a file for each slice, in the order of the numbers in their names::

    ISBI2012/image/0.png ... 29.png, ISBI2012/label/0.png ... 29.png    (or .tif)

The challenge keeps the labels of its own test slices: the last six of these are for testing.
"""

import os
import re

import numpy as np

from cli.errors import UserError, run
from cli.parser import Parser
from data.cells import CLASSES, palette
from data.folders import listing, manifest, voc_folder
from data.pictures.picture import load_grey_pages

STACKS = 'train-volume.tif', 'train-labels.tif'
FOLDERS = 'image', 'label'
N_TEST = 6

_SUFFIXES = ('.tif', '.tiff', '.png')
_CELL = 255


def convert(source, out):
    """Write the slices of ``source`` to ``out`` in VOC's layout, unless they are there already.

    Args:
        source: folder as in the module's docstring.
        out: folder to write; its list val are the last six slices, train those before.

    Raises:
        UserError: ``source`` is not laid out so, ``out`` holds something else, a label is neither
            black nor white, or a file cannot be read or written.
    """
    (pictures, first), (labels, second) = [_slices(source, i) for i in (0, 1)]
    if len(pictures) != len(labels):
        raise UserError(
            '{}: {} slices, but {} labels in {}'.format(first, len(pictures), len(labels), second)
        )
    if len(pictures) <= N_TEST:
        raise UserError(
            '{}: {} slices, of which the last {} are for testing: none is left to train on'.format(
                first, len(pictures), N_TEST
            )
        )
    made = {'by': 'data.isbi2012', 'version': 1, 'slices': len(pictures), 'test': N_TEST}
    if manifest.holds(out, made):
        return
    names = ['slice_{:02d}'.format(i) for i in range(len(pictures))]
    with voc_folder.writing(out, made, CLASSES, palette(), suffix='.png') as folder:
        for name, picture, label in zip(names, pictures, labels):
            _check(name, picture, label, second)
            folder.add(name, np.stack([picture] * 3, axis=2), (label == _CELL).astype(np.uint8))
        folder.add_list('train', names[:-N_TEST])
        folder.add_list('val', names[-N_TEST:])


def _slices(source, which):
    """Slices, uint8 (H, W) each, and where they are from."""
    stack, folder = [os.path.join(source, names[which]) for names in (STACKS, FOLDERS)]
    if os.path.exists(stack):
        return load_grey_pages(stack), stack
    files = listing.listed(folder, _SUFFIXES)
    if not files:
        raise UserError(
            '{}: holds neither {} nor pictures in {}: give the folder of the challenge'.format(
                source, STACKS[which], FOLDERS[which]
            )
        )
    pages = [
        page
        for name in sorted(files, key=_number)
        for page in load_grey_pages(os.path.join(folder, files[name]))
    ]
    return pages, folder


def _number(name):
    return [int(n) for n in re.findall(r'\d+', name)], name


def _check(name, picture, label, source):
    if picture.shape != label.shape:
        raise UserError(
            '{}: {} is {} x {} pixels, but its picture {} x {}'.format(
                source, name, *label.shape[::-1] + picture.shape[::-1]
            )
        )
    other = np.setdiff1d(label, [0, _CELL])
    if other.size:
        raise UserError(
            '{}: {} holds {}, but a label is 0 (membrane) or 255 (cell)'.format(
                source, name, other[0]
            )
        )


def main():
    parser = Parser(
        prog='python -m data.isbi2012',
        description='Turn the slices of ISBI 2012 into the layout of VOC.',
    )
    parser.add_argument(
        'source', metavar='ISBI2012', help='folder with train-volume.tif, or image/ and label/'
    )
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    args = parser.parse_args()
    convert(args.source, args.out)
    print('{}: ISBI 2012, membranes and cells'.format(args.out))


if __name__ == '__main__':
    run(main)
