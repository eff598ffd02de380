"""CamSeq01, whose labels are colours, turned into VOC's layout.

    python -m data.camseq01 CamSeq01 OUT --scale 0.25

Source: 101 pictures of a street, 960 x 720, every other one of a video (Fauqueur,
Brostow, Cipolla 2007), http://mi.eng.cam.ac.uk/research/projects/VideoRec/CamSeq01/,
for research. NAME.png lies beside its label NAME_L.png, whose colours are the 32
classes of label_colors.txt ("64 128 64  Animal" a line), in this order.

As in chapter 6 of the book "Chainer" (github.com/ghmagazine/chainerbook, ch6), Void is
a class like the others, and the first 50 pictures are for training: neighbours
of a video are too alike to be divided at random.
"""

import os

import numpy as np

from cli import files, kinds
from cli.errors import UserError, run
from cli.parser import Parser
from data.folders import manifest, voc_folder
from data.pictures.classes import VOID
from data.pictures.picture import load_labelled, load_stored, shrunk

COLOURS_FILE = 'label_colors.txt'


def convert(source, out, scale=1.0):
    """Write the pairs of ``source`` to ``out`` in VOC's layout, unless they are there already.

    Pictures are kept as PNG, without loss; the first half of them, in the order of
    their names, is the list train, the other half val. Colours that
    label_colors.txt lacks become 255, not counted.

    Args:
        source: folder of NAME.png, NAME_L.png and label_colors.txt.
        out: folder to write.
        scale: factor of both sides, above 0 to 1; pixels of pictures are averaged,
            those of labels picked.

    Returns:
        tuple: number of classes, and of pixels (before scaling) of unknown colour.

    Raises:
        UserError: ``source`` is not CamSeq01 in this layout, ``out`` holds
            something else, or a file cannot be read or written.
    """
    names = _names(source)
    classes, colours = read_colours(os.path.join(source, COLOURS_FILE))
    made = {'by': 'data.camseq01', 'version': 1, 'scale': scale, 'pictures': len(names)}
    unknown = 0
    if not manifest.holds(out, made):
        palette = np.zeros((256, 3), dtype=np.uint8)
        palette[: len(colours)] = colours
        palette[VOID] = 255
        with voc_folder.writing(out, made, classes, palette, suffix='.png') as folder:
            for name in names:
                picture, label = _read_pair(source, name, colours)
                unknown += int((label == VOID).sum())
                folder.add(name, *shrunk(picture, label, scale))
            folder.add_list('train', names[: len(names) // 2])
            folder.add_list('val', names[len(names) // 2 :])
    return len(classes), unknown


def read_colours(path):
    """Read label_colors.txt.

    Returns:
        tuple: class names, and their colours as a uint8 array (n_class, 3), RGB.
    """
    names, colours = [], []
    for line in files.read_lines(path, 'colours, such as "64 128 64 Animal"'):
        words = line.split(None, 3)
        try:
            colour = [int(word) for word in words[:3]]
        except ValueError:
            colour = []
        valid = len(words) == 4 and len(colour) == 3 and all(0 <= v < 256 for v in colour)
        if not valid or colour in colours:
            raise UserError(
                '{}: "{}" must be red, green and blue (0 to 255, another colour in each '
                'line) and the name of a class'.format(path, line)
            )
        names.append(words[3])
        colours.append(colour)
    if not 2 <= len(names) <= VOID:
        raise UserError('{}: lists {} classes, must be 2 to {}'.format(path, len(names), VOID))
    return tuple(names), np.array(colours, dtype=np.uint8)


def to_classes(picture, colours):
    """Numbers for colours.

    Args:
        picture: uint8 array of shape (H, W, 3), RGB.
        colours: uint8 array of shape (n_class, 3).

    Returns:
        uint8 array of shape (H, W): the row of ``colours``; 255 where it is in none.
    """
    found, where = np.unique(_code(picture), return_inverse=True)
    rows = {code: row for row, code in enumerate(_code(colours).tolist())}
    numbers = np.array([rows.get(code, VOID) for code in found.tolist()], dtype=np.uint8)
    return numbers[where].reshape(picture.shape[:2])


def _code(colours):
    red, green, blue = np.moveaxis(colours.astype(np.int32), -1, 0)
    return red << 16 | green << 8 | blue


def _names(source):
    try:
        found = os.listdir(source)
    except OSError as e:
        raise UserError('{}: {}'.format(source, e.strerror))
    names = sorted(name[:-6] for name in found if name.endswith('_L.png') and name[0] != '.')
    if len(names) < 2:
        raise UserError(
            '{}: holds {} labels NAME_L.png, must be two or more: give the folder CamSeq01'.format(
                source, len(names)
            )
        )
    return names


def _read_pair(source, name, colours):
    path = os.path.join(source, name + '_L.png')
    coloured, _ = load_stored(path)
    label = to_classes(coloured, colours)
    picture = load_labelled(os.path.join(source, name + '.png'), label, path)
    if (label == VOID).mean() > 0.5:
        raise UserError('{}: most of its colours are not in {}'.format(path, COLOURS_FILE))
    return picture, label


def main():
    parser = Parser(
        prog='python -m data.camseq01',
        description='Turn CamSeq01, whose labels are colours, into the layout of VOC.',
    )
    parser.add_argument('source', metavar='CAMSEQ01', help='folder with NAME.png, NAME_L.png ...')
    parser.add_argument('out', metavar='OUT', help='the folder to write')
    parser.add_argument('--scale', type=kinds.scale, default=1.0, help='shrink by it (default: 1)')
    args = parser.parse_args()
    n_class, unknown = convert(args.source, args.out, args.scale)
    print('{}: CamSeq01, {} classes'.format(args.out, n_class))
    if unknown:
        print('{} pixels of colours not in {} are not counted'.format(unknown, COLOURS_FILE))


if __name__ == '__main__':
    run(main)
