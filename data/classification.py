"""Pictures with one class each: a folder of one folder a class, or objects cut out by their boxes.

:mod:`data.folders.class_folders` shows the first layout (Caltech-101's), :mod:`data.detection`
reads the other ones (VOC's and the like).

    loader = ClassificationLoader('caltech')
    image, label = loader.train[0]
"""

import chainer
import numpy as np

from cli.errors import UserError
from data.detection import DetectionLoader
from data.folders import box_folders
from data.folders.class_folders import ClassFolders
from data.pictures.picture import MEAN, check_picture, load_picture, to_input


class ClassificationDataset(chainer.dataset.DatasetMixin):
    """Pictures of a folder of one folder a class, each read when it is asked for.

    Example ``i`` is ``(image, label)``: float32 (3, H, W), BGR minus ``mean``, upright as its EXIF
    says, grey and CMYK pictures too; and an int32 scalar, 0 to ``n_class - 1``. H and W differ from
    example to example.

    Args:
        root (str): The folder.
        examples: (path from the folder on, number of the class) of each, in order.
        classes: Names of the classes.
        mean: What to subtract from blue, green and red.

    Raises:
        UserError: A picture is missing (told at once), or damaged (told when it is read).
    """

    # Examples of a batch differ, and are put together where they are given a size.
    of_any_size = True

    def __init__(self, root, examples, classes, mean=MEAN):
        layout = ClassFolders(root)
        self.names = [name for name, _ in examples]
        self.classes = tuple(classes)
        self.n_class = len(self.classes)
        self.mean = mean
        self.labels = np.array([label for _, label in examples], dtype=np.int32)
        self._files = [layout.path(name) for name in self.names]

    def __len__(self):
        return len(self.names)

    def get_example(self, i):
        return to_input(self.picture(i), self.mean), self.labels[i]

    def picture(self, i):
        """The picture of example ``i``: uint8 (H, W, 3), RGB."""
        return load_picture(self._files[i])

    def files(self, i):
        """Paths that example ``i`` is read from."""
        return (self._files[i],)

    def counts(self, i):
        """1 at the class of example ``i``, int64 (n_class,); its picture is not decoded."""
        check_picture(self._files[i])
        return np.bincount(self.labels[i : i + 1], minlength=self.n_class)


class ObjectsDataset(chainer.dataset.DatasetMixin):
    """Objects of pictures, cut out by their boxes; the difficult ones are left out.

    Examples and attributes as of :class:`ClassificationDataset`; the name of one is that of its
    picture, and H and W are those of its box, rounded outwards to whole pixels.

    Args:
        pictures (~data.detection.DetectionDataset): The pictures.

    Raises:
        UserError: As the data set of the pictures; no object is left.
    """

    of_any_size = True

    def __init__(self, pictures):
        self._pictures = pictures
        self.classes, self.n_class, self.mean = pictures.classes, pictures.n_class, pictures.mean
        self._places, labels = [], []
        for i in range(len(pictures)):
            objects = pictures.objects(i)
            for place, label in enumerate(pictures.numbers(objects)):
                if not objects[place].difficult:
                    self._places.append((i, place))
                    labels.append(label)
        if not labels:
            raise UserError('none of the {} pictures has an object'.format(len(pictures)))
        self.names = [pictures.names[i] for i, _ in self._places]
        self.labels = np.array(labels, dtype=np.int32)

    def __len__(self):
        return len(self._places)

    def get_example(self, i):
        return to_input(self.picture(i), self.mean), self.labels[i]

    def picture(self, i):
        """The picture of example ``i``: uint8 (H, W, 3), RGB."""
        return self._pictures.cut_out(*self._places[i])

    def files(self, i):
        """Paths that example ``i`` is read from."""
        return self._pictures.pair(self._places[i][0])

    def counts(self, i):
        """1 at the class of example ``i``, int64 (n_class,); its picture is not decoded."""
        number, _ = self._places[i]
        self._pictures.counts(number)
        return np.bincount(self.labels[i : i + 1], minlength=self.n_class)


class ClassificationLoader(object):
    """Two data sets, ``train`` and ``test``, of either kind, as the folder is laid out.

    Args:
        root (str): A folder of one folder a class, or of pictures with boxes, whose objects are
            cut out.
        train, test (str): List files: their paths, or their names in the folder. Without both the
            folder's own division; one at random is stratified where classes are folders.
        mean: As in :class:`ClassificationDataset`.
        classes (str): File of class names in place of ``ROOT/classes.txt``.

    Attributes:
        train, test: The two data sets.
        root, layout: The folder, and its :class:`~data.folders.class_folders.ClassFolders` or
            :class:`~data.folders.box_folders.BoxFolder`.
        classes: Tuple of class names; ``n_class`` is their number.
    """

    def __init__(self, root, train=None, test=None, mean=MEAN, classes=None):
        if (train is None) != (test is None):
            raise UserError('give both a training list and a test list, or neither')
        self.root = root
        if box_folders.is_box_folder(root):
            loader = DetectionLoader(root, train, test, mean, classes)
            self.layout, self.classes = loader.layout, loader.classes
            self.train, self.test = ObjectsDataset(loader.train), ObjectsDataset(loader.test)
        else:
            self.layout = ClassFolders(root)
            self.classes = self.layout.read_classes(classes)
            if train is None:
                parts = self.layout.division(self.classes)
            else:
                parts = [self.layout.read_list(name, self.classes) for name in (train, test)]
            self.train, self.test = [
                ClassificationDataset(root, part, self.classes, mean) for part in parts
            ]
        self.n_class = len(self.classes)
