"""Folders of pictures with boxes around objects: where they are told and which are for training.

============================  =========================================================
pictures                      boxes, the first that is there
============================  =========================================================
``ROOT/JPEGImages/``          ``ROOT/Annotations/NAME.xml`` (VOC), ``ROOT/boxes.txt``
``ROOT/images/``              ``ROOT/annotations/NAME.xml`` (the raccoons), ``ROOT/boxes.txt``
``ROOT/``                     ``ROOT/NAME.xml`` (labelImg, side by side)
============================  =========================================================

Lists: ``ROOT/ImageSets/Main/``, ``ROOT/ImageSets/Segmentation/``, ``ROOT/``. Names of classes:
``ROOT/classes.txt``; without it VOC's, where the folder is VOC's, else what the boxes are called.
"""

import os

from cli.errors import UserError
from data.folders import listing, lists
from data.folders.boxes_file import BOXES_FILE, BoxesFile
from data.folders.voc_xml import XmlFiles
from data.pictures.classes import CLASSES, CLASSES_FILE, read_classes

VOC_CLASSES = tuple(name.replace(' ', '').replace('/', '') for name in CLASSES[1:])
"""VOC's twenty, spelt as its annotations spell them: pottedplant, tvmonitor."""

# Pictures, annotations, and what the classes are called without a list of them.
_LAYOUTS = (
    ('JPEGImages', 'Annotations', VOC_CLASSES),
    ('images', 'annotations', None),
    ('', '', None),
)
_LISTS = os.path.join('ImageSets', 'Main'), os.path.join('ImageSets', 'Segmentation'), ''
_DIVISION = 'train', 'val', 'test'
# In VOC's list of a class: an object of it, difficult ones alone, none.
_MARKS = {1, 0, -1}


def find(root):
    """The layout of a folder.

    Returns:
        BoxFolder: What it holds.

    Raises:
        UserError: It holds no boxes in one of these layouts, or its boxes.txt is none, or speaks of
            pictures that are not there.
    """
    if not root:
        raise UserError('the name of the data folder is empty: is a shell variable not set?')
    found = _find(root)
    if found is None:
        raise UserError(
            '{}: has no boxes: give a folder of JPEGImages and Annotations (VOC), of images and '
            'annotations, of one of these folders of pictures and boxes.txt, or of pictures beside '
            'their XML files'.format(root)
        )
    return BoxFolder(root, *found)


def is_box_folder(root):
    """Whether :func:`find` finds boxes in a folder."""
    return bool(root) and _find(root) is not None


def _find(root):
    for pictures, annotations, classes in _LAYOUTS:
        folder, path = os.path.join(root, pictures), os.path.join(root, annotations)
        if os.path.isdir(folder):
            found = listing.Folder(folder, listing.PICTURES, 'picture')
            if listing.listed(path, ('.xml',)):
                return found, XmlFiles(path), classes
            path = os.path.join(root, BOXES_FILE)
            if pictures and os.path.isfile(path):
                return found, BoxesFile(path, found), classes
    return None


class BoxFolder(object):
    """Pictures, their objects, lists and names of classes; :func:`find` makes one.

    Args:
        root (str): The folder.
        pictures (~data.folders.listing.Folder): The pictures.
        boxes (~data.folders.voc_xml.XmlFiles or ~data.folders.boxes_file.BoxesFile): Their objects.
        classes (tuple): Names where it has no classes.txt; None: as the objects are called.

    Attributes:
        names_of (str): Whose names the classes have without a list of them.
    """

    what_is_left_out = 'pictures without an annotation'

    def __init__(self, root, pictures, boxes, classes):
        self._root = root
        self._pictures = pictures
        self._boxes = boxes
        self._classes = classes
        self.names_of = "VOC's" if classes else 'its boxes are'

    def read_classes(self, path=None):
        """Names of the classes, those of ``path`` if it is given: the first is number 0.

        A first name ``background``, which segmentation counts as a class, is passed over.

        Raises:
            UserError: There is none, or one is there twice.
        """
        own = os.path.join(self._root, CLASSES_FILE)
        if path is None and not os.path.exists(own):
            return self._classes or self._called()
        names = read_classes(self._root, path, least=1)
        names = names[1:] if names[0] == CLASSES[0] else names
        if not names or len(set(names)) < len(names):
            raise UserError(
                '{}: must list each class once, and another one than {}'.format(
                    path or own, CLASSES[0]
                )
            )
        return names

    def names(self):
        """Names of all pictures that have an annotation, or a line in boxes.txt."""
        return self._boxes.names()

    def read_list(self, name):
        """Names of pictures: those of a list file, or of one of the folder's own lists.

        Of a list ``NAME 1``, ``NAME 0`` or ``NAME -1``, as VOC has one for each class, those with
        1. Lines that end in other numbers, or are names of pictures as they stand, are names.
        """
        path = lists.find(self._root, name, _LISTS)
        lines = lists.read(path, 'names')
        marked = lists.numbered(lines)
        if {mark for _, mark in marked} - _MARKS or any(map(self._pictures.get, lines)):
            return lines
        names = [name for name, mark in marked if mark == 1]
        if not names:
            raise UserError('{}: has no line "NAME 1"'.format(path))
        return names

    def division(self):
        """Names for training and for testing: the folder's own lists train and val, or test.

        Without such lists all are divided 4:1, at random but the same every time.
        """
        for place in _LISTS:
            train, val, test = [lists.own_list(self._root, name, (place,)) for name in _DIVISION]
            if train and (val or test):
                return self.read_list(train), self.read_list(val or test)
        names = self.names()
        if len(names) < 2:
            raise UserError(
                '{}: one picture cannot be divided into training and test: give a training list '
                'and a test list (the same one does)'.format(self._root)
            )
        return lists.divided(names)

    def files(self, name):
        """Paths of the picture and of the file that tells its objects."""
        return self._pictures.find(name), self._boxes.file(name)

    def read(self, name):
        """As :func:`data.folders.voc_xml.read`."""
        return self._boxes.read(name)

    def left_out(self, classes):
        """Names of the pictures that have no annotation, or no line in boxes.txt."""
        return sorted(set(self._pictures.names()) - set(self.names()))

    def inputs(self):
        """Files and folders that are read, none of which a command may overwrite."""
        own = ('ImageSets', CLASSES_FILE) + tuple(name + '.txt' for name in _DIVISION)
        return [self._pictures.root, self._boxes.path] + [os.path.join(self._root, n) for n in own]

    def _called(self):
        found = {o.name for name in self.names() for o in self.read(name)[1]}
        if not found:
            raise UserError('{}: no object is told of any picture'.format(self._root))
        return tuple(sorted(found))
