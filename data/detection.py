"""Pictures with boxes around objects: VOC's, and every folder laid out like one of these.

:mod:`data.folders.box_folders` shows the layouts, :mod:`data.folders.objects` the one convention
of boxes that all of them are turned into.

    loader = DetectionLoader('VOC2012')
    image, boxes, labels, difficult = loader.train[0]
"""

import chainer
import numpy as np

from cli.errors import UserError
from data.folders import box_folders
from data.folders.objects import inside
from data.pictures.picture import MEAN, check_sized, load_sized, to_input


class DetectionDataset(chainer.dataset.DatasetMixin):
    """Pictures and their objects, each read when it is asked for.

    Example ``i`` is ``(image, boxes, labels, difficult)``: float32 (3, H, W), BGR minus ``mean``;
    float32 (R, 4), y_min, x_min, y_max, x_max in pixels, half-open, 0 <= y_min < y_max <= H; int32
    (R,), the places of their names in ``classes``; bool (R,). H, W and R differ from example to
    example, and R may be 0.

    Args:
        root (str): Folder of pictures with boxes.
        names: Names of the examples (file names without suffix), in order.
        classes: Names of the classes, without background.
        mean: What to subtract from blue, green and red.

    Raises:
        UserError: A file is missing (told at once), or is damaged, holds a class that is none of
            ``classes``, or a box outside of its picture (told when the example is read).
    """

    pixel_bytes = 12
    """Of an example, for each of its pixels: float32 of three channels; boxes are few bytes."""

    scale = 1

    def __init__(self, root, names, classes=box_folders.VOC_CLASSES, mean=MEAN):
        self.names = list(names)
        self.classes = tuple(classes)
        self.n_class = len(self.classes)
        self.mean = mean
        self._numbers = {name: number for number, name in enumerate(self.classes)}
        self._layout = box_folders.find(root)
        self._files = [self._layout.files(name) for name in self.names]

    def __len__(self):
        return len(self.names)

    def get_example(self, i):
        size, objects = self._read(i)
        picture = self._picture(i, size)
        boxes = self._boxes(i, objects, picture.shape[:2])
        difficult = np.array([found.difficult for found in objects], dtype=bool)
        return to_input(picture, self.mean), boxes, self.numbers(objects), difficult

    def cut_out(self, i, place):
        """One object of example ``i``, by its box rounded outwards to whole pixels.

        Args:
            place (int): Its place among the objects.

        Returns:
            uint8 array of shape (height of the box, width, 3), RGB.
        """
        size, objects = self._read(i)
        picture = self._picture(i, size)
        box = self._boxes(i, objects, picture.shape[:2])[place]
        y_min, x_min, y_max, x_max = np.append(np.floor(box[:2]), np.ceil(box[2:])).astype(int)
        return picture[y_min:y_max, x_min:x_max]

    def objects(self, i):
        """The objects of example ``i`` as their file tells them, without a look at the picture.

        Returns:
            list of :class:`~data.folders.objects.Object`, whose names are all in ``classes``.
        """
        return self._read(i)[1]

    def numbers(self, objects):
        """The numbers of the objects' classes: int32 (R,)."""
        return np.array([self._numbers[found.name] for found in objects], dtype=np.int32)

    def counts(self, i):
        """Objects of each class in example ``i``, and last the difficult ones of them: int64.

        What can be told without decoding the picture is told as :meth:`get_example` would.
        """
        size, objects = self._read(i)
        path, told = self._files[i]
        self._boxes(i, objects, check_sized(path, size, _size_in(told)))
        of_classes = np.bincount(self.numbers(objects), minlength=self.n_class)
        return np.append(of_classes, sum(found.difficult for found in objects))

    def pair(self, i):
        """Paths of the picture of example ``i`` and of the file that tells its objects."""
        return self._files[i]

    def _read(self, i):
        size, objects = self._layout.read(self.names[i])
        for found in objects:
            if found.name not in self._numbers:
                raise UserError(
                    '{}: is of class {!r}, which is none of the {} classes ({}): list all of them '
                    'in classes.txt (or --classes)'.format(
                        found.where, found.name, self.n_class, _some(self.classes)
                    )
                )
        return size, objects

    def _picture(self, i, size):
        path, told = self._files[i]
        return load_sized(path, size, _size_in(told))

    def _boxes(self, i, objects, size):
        path, _ = self._files[i]
        boxes = [inside(found, size, path) for found in objects]
        return np.array(boxes, dtype=np.float32).reshape(-1, 4)


class DetectionLoader(object):
    """Two :class:`DetectionDataset`, ``train`` and ``test``.

    Args:
        root (str): Folder of pictures with boxes.
        train_names, test_names: Names of the examples, or a list file of them: its path, or its
            name in the folder ('train', 'cat_train'). Without both the folder's own division.
        mean: As in :class:`DetectionDataset`.
        classes (str): File of class names in place of ``ROOT/classes.txt``.

    Attributes:
        train, test: The two data sets.
        root, layout: The folder, and what :func:`data.folders.box_folders.find` gives for it.
        classes: Tuple of class names; ``n_class`` is their number.
    """

    def __init__(self, root, train_names=None, test_names=None, mean=MEAN, classes=None):
        self.root = root
        self.layout = box_folders.find(root)
        if (train_names is None) != (test_names is None):
            raise UserError('give both a training list and a test list, or neither')
        if train_names is None:
            train_names, test_names = self.layout.division()
        self.classes = self.layout.read_classes(classes)
        self.n_class = len(self.classes)
        self.train, self.test = [
            DetectionDataset(
                root,
                self.layout.read_list(names) if isinstance(names, str) else names,
                self.classes,
                mean,
            )
            for names in (train_names, test_names)
        ]


def _size_in(told):
    return told + ', <size>' if told.lower().endswith('.xml') else told


def _some(names):
    return ', '.join(names[:5]) + (' ...' if len(names) > 5 else '')
