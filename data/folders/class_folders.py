"""Folders of pictures, one folder a class, as Caltech-101 and ImageNet lay them out.

::

    ROOT/butterfly/image_0001.jpg    a picture of the class that its folder is called
    ROOT/classes.txt                 names of the classes, one a line (without it: the folders')
    ROOT/train.txt                   pictures, one a line: butterfly/image_0001.jpg 0
    ROOT/test.txt                    (or val.txt; the numbers of the classes may be left out)
"""

import os

from cli.errors import UserError
from data.folders import listing, lists
from data.pictures.classes import CLASSES_FILE, read_classes

_TESTS = 'test', 'val'


class ClassFolders(object):
    """Pictures, their classes, lists and names of classes.

    Args:
        root (str): The folder.

    Raises:
        UserError: No folder in it holds a picture.
    """

    names_of = 'its folders are'
    what_is_left_out = 'folders that are no class'

    def __init__(self, root):
        self._root = root
        self._folders = _folders(root)
        if not self._folders:
            raise UserError(
                '{}: holds no folder with pictures: give a folder of one folder a class, or one of '
                'pictures with boxes'.format(root)
            )

    def read_classes(self, path=None):
        """Names of the classes, those of ``path`` if it is given: the first is number 0."""
        return read_classes(self._root, path, tuple(sorted(self._folders)))

    def read_list(self, name, classes):
        """Pictures and numbers of their classes.

        Args:
            name (str): A list file, or the name of one of the folder's own.
            classes: Names of the classes.

        Returns:
            list: (path from the folder on, number).

        Raises:
            UserError: A number is of no class, or of another one than the picture's folder is
                called; or a picture without number lies in no class's folder.
        """
        path = lists.find(self._root, name)
        found = []
        for file, number in lists.numbered(lists.read(path, 'pictures')):
            folder = os.path.basename(os.path.dirname(file))
            own = classes.index(folder) if folder in classes else None
            if number is None:
                number = own
            if number is None or not 0 <= number < len(classes):
                raise UserError(
                    '{}: {}: {}, but the {} classes are 0 to {}'.format(
                        path, file, _which(number), len(classes), len(classes) - 1
                    )
                )
            if own not in (None, number):
                raise UserError(
                    '{}: {}: is class {} here, {!r}, but its folder is class {}: was the list made '
                    'for classes in another order?'.format(path, file, number, classes[number], own)
                )
            found.append((file, number))
        return found

    def division(self, classes):
        """Pictures for training and for testing: the folder's own lists train and test (or val).

        Without them those of each class are divided 4:1, at random but the same every time.

        Raises:
            UserError: As :meth:`read_list`; a class has no folder, or fewer than two pictures.
        """
        own = [lists.own_list(self._root, name) for name in ('train',) + _TESTS]
        if own[0] and any(own[1:]):
            return [self.read_list(path, classes) for path in (own[0], own[1] or own[2])]
        train, test = [], []
        for number, name in enumerate(classes):
            pictures = self._folders.get(name, [])
            if len(pictures) < 2:
                raise UserError(
                    '{}: holds {} pictures, too few to divide into training and test: give lists, '
                    'or leave the class out of {}'.format(
                        os.path.join(self._root, name), len(pictures), CLASSES_FILE
                    )
                )
            for part, files in zip((train, test), lists.divided(pictures)):
                part += [('{}/{}'.format(name, file), number) for file in files]
        return train, test

    def path(self, file):
        """Path of a picture that is given from the folder on.

        Raises:
            UserError: It is not there.
        """
        path = os.path.join(self._root, *file.split('/'))
        if not os.path.isfile(path):
            raise UserError('{}: no such picture, but a list names it'.format(path))
        return path

    def left_out(self, classes):
        """Folders of pictures that are none of the classes."""
        return sorted(set(self._folders) - set(classes))

    def inputs(self):
        """Files and folders that are read, none of which a command may overwrite."""
        names = sorted(self._folders) + [CLASSES_FILE]
        names += [name + '.txt' for name in ('train',) + _TESTS]
        return [os.path.join(self._root, name) for name in names]


def _folders(root):
    """Files of the pictures in each folder that has some, by its name."""
    found = {}
    for name in listing.visible(root):
        folder = os.path.join(root, name)
        if os.path.isdir(folder):
            files = [file for file in listing.visible(folder) if _is_picture(file)]
            if files:
                found[name] = sorted(files)
    return found


def _is_picture(file):
    return os.path.splitext(file)[1].lower() in listing.PICTURES


def _which(number):
    return 'its folder is no class' if number is None else 'is class {}'.format(number)
