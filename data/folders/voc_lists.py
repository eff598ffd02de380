"""Which pictures of a folder of VOC's layout are for training and which for testing."""

import os

from cli.errors import UserError
from data.folders import lists
from data.folders.file_pairs import FilePairs

FOLDERS = 'JPEGImages', 'SegmentationClass'

_PLACES = (os.path.join('ImageSets', 'Segmentation'),)


def division(root):
    """Names for training and names for testing, of all the examples in ``root``.

    The posts' :func:`split` of the list trainval. A folder without that list is
    divided as its own lists train and val say (CamVid, whose neighbouring pictures
    are too alike to be divided at random); one without lists, all its labels, by
    :func:`split`.
    """
    if _has_list(root, 'trainval'):
        return split(read_list(root, 'trainval'))
    if _has_list(root, 'train') and _has_list(root, 'val'):
        return read_list(root, 'train'), read_list(root, 'val')
    return split(pairs(root).labelled())


def pairs(root):
    """The pictures and labels of ``root``, a :class:`~data.folders.file_pairs.FilePairs`."""
    return FilePairs(*[os.path.join(root, folder) for folder in FOLDERS])


def split(names):
    """Divide names 4:1 at random, but the same every time: 2913 become 2330 and 583.

    The posts give the numbers, not which picture went where: the seed is ours.
    """
    names = list(names)
    if len(names) < 2:
        raise UserError(
            'one picture cannot be divided into training and test: '
            'give a training list and a test list (the same one does)'
        )
    return lists.divided(names)


def read_list(root, name):
    """Read a list file, one name a line: a path, or the name of one of ``root``'s own lists."""
    return lists.read(lists.find(root, name, _PLACES), 'names')


def _has_list(root, name):
    return lists.own_list(root, name, _PLACES) is not None
