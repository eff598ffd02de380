"""Pascal VOC's segmentation pictures, and every folder laid out like them.

The data of the posts "Fully Convolutional Networks - revisit 1" and "revisit 2"
(2016-07): the 2913 pictures of VOC2012 that have a segmentation, of any size,
divided 4:1 into 2330 for training and 583 for testing. The layout::

    ROOT/JPEGImages/NAME.jpg                    the picture (NAME.png does as well)
    ROOT/SegmentationClass/NAME.png             its label, an index PNG, 255 on borders
    ROOT/ImageSets/Segmentation/trainval.txt    names, one a line (without it: :func:`division`)
    ROOT/classes.txt                            class names (without it: VOC's 21)
"""

import os

import chainer

from cli.errors import UserError
from data.classes import CLASSES, read_classes
from data.pictures import MEAN, load_picture, load_voc_label, to_input
from data.voc_lists import division, read_list

N_CLASS = len(CLASSES)


class SegmentationDataset(chainer.dataset.DatasetMixin):
    """Pairs of a picture and its label, each pair read when it is asked for.

    Example ``i`` is ``(image, label)``: a float32 array of shape (3, H, W), BGR
    minus ``mean``, and an int32 array of shape (H, W) with values 0 to
    ``n_class - 1``, or -1 where a pixel is not to be counted. H and W differ from
    example to example, so a batch holds one (the posts' one-by-one learning).

    Args:
        root: folder of VOC's layout.
        names: names of the examples (file names without suffix), in order.
        n_class: number of classes, background included.
        mean: what to subtract from blue, green and red.

    Raises:
        UserError: a file is missing (told at once), or is damaged, holds no
            indices, a class number of ``n_class`` or more, or another size than
            its picture (told when the example is read).
    """

    def __init__(self, root, names, n_class=N_CLASS, mean=MEAN):
        check_layout(root)
        self.names = list(names)
        self.n_class = n_class
        self.mean = mean
        self._files = [_find(root, name) for name in self.names]

    def __len__(self):
        return len(self.names)

    def get_example(self, i):
        picture_file, label_file = self._files[i]
        picture = load_picture(picture_file)
        label = load_voc_label(label_file)
        if label.shape != picture.shape[:2]:
            raise UserError(
                '{}: is {} x {} pixels, but its picture {} is {} x {}: they must match'.format(
                    label_file,
                    label.shape[1],
                    label.shape[0],
                    os.path.basename(picture_file),
                    picture.shape[1],
                    picture.shape[0],
                )
            )
        if label.max() >= self.n_class:
            raise UserError(
                '{}: holds class {}, but the {} classes are 0 to {} (and 255, not counted): '
                'list all the classes in classes.txt (or --classes) or mend the label'.format(
                    label_file, label.max(), self.n_class, self.n_class - 1
                )
            )
        return to_input(picture, self.mean), label


class MiniBatchLoaderWithAnySize(object):
    """The two data sets of the posts: ``train`` and ``test``.

    Named after the class in the posts' mini_batch_loader_with_any_size.py, which
    likewise keeps one pair in memory at a time.

    Args:
        root: folder of VOC's layout.
        train_names, test_names: the names of the examples, or a list file of
            them: its path, or its name in ``ImageSets/Segmentation`` ('train').
            Without both: :func:`division`.
        classes: file of class names in place of ``ROOT/classes.txt``.

    Attributes:
        train, test: :class:`SegmentationDataset`.
        classes: tuple of class names; ``n_class`` is their number.
    """

    def __init__(self, root, train_names=None, test_names=None, mean=MEAN, classes=None):
        check_layout(root)
        if (train_names is None) != (test_names is None):
            raise UserError('give both a training list and a test list, or neither')
        if train_names is None:
            train_names, test_names = division(root)
        self.classes = read_classes(root, classes)
        self.n_class = len(self.classes)
        self.train, self.test = [
            SegmentationDataset(
                root,
                read_list(root, names) if isinstance(names, str) else names,
                self.n_class,
                mean,
            )
            for names in (train_names, test_names)
        ]


def check_layout(root):
    """Raise :class:`UserError` if ``root`` is no folder of VOC's layout."""
    for folder in ('JPEGImages', 'SegmentationClass'):
        if not os.path.isdir(os.path.join(root, folder)):
            raise UserError(
                '{}: has no folder {}: give the folder that holds JPEGImages and '
                'SegmentationClass (of VOC2012: VOCdevkit/VOC2012)'.format(root, folder)
            )


def _find(root, name):
    label = os.path.join(root, 'SegmentationClass', name + '.png')
    for suffix in ('.jpg', '.png'):
        picture = os.path.join(root, 'JPEGImages', name + suffix)
        if os.path.exists(picture):
            break
    else:
        raise UserError(
            '{}: no such picture (nor .jpg), but {!r} is asked for'.format(picture, name)
        )
    if not os.path.exists(label):
        raise UserError('{}: no such label, but {!r} is asked for'.format(label, name))
    return picture, label
