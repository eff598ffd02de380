"""Boxes of many pictures in one file, an object a line: ``NAME class x1 y1 x2 y2``.

The coordinates are VOC's: from 1, both ends meant, whole numbers or fractions. NAME is the file of
the picture, with its suffix or without. The name of a class may have spaces; that of a picture too
where the six are apart by tabs.
"""

import collections
import os

from cli import files
from cli.errors import UserError
from data.folders.objects import Object, half_open, number

BOXES_FILE = 'boxes.txt'


class BoxesFile(object):
    """The objects of all pictures in one file.

    Args:
        path (str): The file.
        pictures (~data.folders.listing.Folder): The pictures.

    Raises:
        UserError: It cannot be read, a line is none of these, or names no picture: left out in
            silence it would make a picture without objects of one that has some.
    """

    def __init__(self, path, pictures):
        self.path = path
        self._objects = collections.OrderedDict()
        lines = files.read_lines(path, 'boxes, such as "2007_000063 dog 123 115 379 275"', True)
        for place, line in enumerate(lines, 1):
            if line:
                where = '{}, line {}'.format(path, place)
                name, found = _object(line, where)
                self._objects.setdefault(_stem(name, pictures, where), []).append(found)

    def names(self):
        """Names of the pictures that have an object, in the order of the file."""
        return list(self._objects)

    def file(self, name):
        """Path of what holds the objects of a picture."""
        return self.path

    def read(self, name):
        """As :func:`data.folders.voc_xml.read`; a picture in no line has no object."""
        return None, self._objects.get(name, [])


def _stem(name, pictures, where):
    """The name of a picture without the suffix that a line may give it."""
    if pictures.get(name):
        return name
    stem, suffix = os.path.splitext(name)
    path = pictures.get(stem)
    if path and os.path.splitext(path)[1].lower() == suffix.lower():
        return stem
    raise UserError(
        '{}: there is no picture {!r} in {} (names are without suffix; where one has spaces, put '
        'tabs between name, class and numbers)'.format(where, name, pictures.root)
    )


def _words(line):
    by_tabs = [word.strip() for word in line.split('\t') if word.strip()]
    return by_tabs if len(by_tabs) == 6 else line.split()


def _object(line, where):
    words = _words(line)
    if len(words) < 6:
        raise UserError(
            '{}: "{}" must be the name of a picture, the name of a class and xmin ymin xmax '
            'ymax'.format(where, line)
        )
    box = half_open(*[number(word, where) for word in words[-4:]], where=where)
    return words[0], Object(' '.join(words[1:-4]), box, False, False, where)
