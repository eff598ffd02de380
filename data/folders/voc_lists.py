"""Which pictures of a folder of VOC's layout are for training and which for testing."""

import os

import numpy as np

from cli import files
from cli.errors import UserError
from data.folders.file_pairs import FilePairs

FOLDERS = 'JPEGImages', 'SegmentationClass'


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
    names = sorted(names)
    if len(names) < 2:
        raise UserError(
            'one picture cannot be divided into training and test: '
            'give a training list and a test list (the same one does)'
        )
    np.random.RandomState(0).shuffle(names)
    n_train = len(names) * 4 // 5
    return sorted(names[:n_train]), sorted(names[n_train:])


def read_list(root, name):
    """Read a list file, one name a line: a path, or the name of one of ``root``'s own lists."""
    path = _list_path(root, name) if _has_list(root, name) else name
    names = files.read_lines(path, 'names')
    if not names:
        raise UserError('{}: is empty, but must hold names, one a line'.format(path))
    return names


def _has_list(root, name):
    return os.path.exists(_list_path(root, name))


def _list_path(root, name):
    return os.path.join(root, 'ImageSets', 'Segmentation', name + '.txt')
