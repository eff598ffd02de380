"""What the classes of a segmentation data set are called and how they are coloured."""

import os

import numpy as np

from cli import files
from cli.errors import UserError

CLASSES_FILE = 'classes.txt'

# The 20 categories of Pascal VOC + background, spelt as in the table of the
# post "Fully Convolutional Networks - revisit 1" (2016-07-16).
CLASSES = (
    'background',
    'aeroplane',
    'bicycle',
    'bird',
    'boat',
    'bottle',
    'bus',
    'car',
    'cat',
    'chair',
    'cow',
    'diningtable',
    'dog',
    'horse',
    'motorbike',
    'person',
    'potted plant',
    'sheep',
    'sofa',
    'train',
    'tv/monitor',
)

VOID = 255  # what VOC's label pictures hold where a pixel is not to be counted


def colormap():
    """VOC's colours, uint8 array of shape (256, 3), RGB.

    The rule of the VOC development kit: bits 0, 1, 2 of the index are the
    highest bits of red, green and blue, bits 3, 4, 5 the next lower ones, and
    so on. Index 255 comes out as the cream of VOC's borders.
    """
    index = np.arange(256)
    colours = np.zeros((256, 3), dtype=np.uint8)
    for channel in range(3):
        for level in range(3):
            bit = (index >> (3 * level + channel)) & 1
            colours[:, channel] |= (bit << (7 - level)).astype(np.uint8)
    return colours


def palette(colours):
    """VOC's colours with those of a run's or data set's classes in their place.

    Args:
        colours: one of three numbers a class, RGB.

    Returns:
        uint8 array of shape (256, 3), RGB.
    """
    found = colormap()
    found[: len(colours)] = colours
    return found


def read_classes(root, path=None, otherwise=CLASSES, least=2):
    """Names of the classes of the data set in ``root``, a tuple; its length is n_class.

    ``root/classes.txt`` holds one name a line, class 0 first.

    Args:
        root: folder of the data set.
        path: file to read in place of ``root/classes.txt``.
        otherwise: names where neither is there, VOC's or CamVid's.
        least: so many there must be.

    Raises:
        UserError: the file cannot be read, lists too few or too many, or has a blank line
            between names: the classes below would change their numbers.
    """
    if path is None:
        path = os.path.join(root, CLASSES_FILE)
        if not os.path.exists(path):
            return otherwise
    names = tuple(_read_names(path))
    if not least <= len(names) <= VOID:
        raise UserError(
            '{}: lists {} classes, but there must be {} to {}: write one name a line, '
            'class 0 first'.format(path, len(names), least, VOID)
        )
    return names


def _read_names(path):
    lines = files.read_lines(path, 'names of classes', blank=True)
    while lines and not lines[-1]:
        lines.pop()
    if '' in lines:
        raise UserError(
            '{}, line {}: is blank, but the line says the number of a class: remove it, or write a '
            'name for class {}'.format(path, lines.index('') + 1, lines.index(''))
        )
    return lines


def write_classes(root, names):
    """Write ``root/classes.txt``, what :func:`read_classes` reads."""
    with open(os.path.join(root, CLASSES_FILE), 'w', encoding='utf-8') as f:
        f.writelines(name + '\n' for name in names)
