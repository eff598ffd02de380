"""Boxes of many pictures in one file, an object a line: ``NAME class x1 y1 x2 y2``.

The coordinates are VOC's: from 1, both ends meant, whole numbers or fractions. NAME is the file of
the picture without suffix, and has no spaces; the name of a class may have some.
"""

import collections

from cli import files
from cli.errors import UserError
from data.folders.objects import Object, half_open, number

BOXES_FILE = 'boxes.txt'


class BoxesFile(object):
    """The objects of all pictures in one file.

    Args:
        path (str): The file.

    Raises:
        UserError: It cannot be read, or a line is none of these.
    """

    def __init__(self, path):
        self.path = path
        self._objects = collections.OrderedDict()
        lines = files.read_lines(path, 'boxes, such as "2007_000063 dog 123 115 379 275"', True)
        for place, line in enumerate(lines, 1):
            if line:
                name, found = _object(line, '{}, line {}'.format(path, place))
                self._objects.setdefault(name, []).append(found)

    def names(self):
        """Names of the pictures that have an object, in the order of the file."""
        return list(self._objects)

    def file(self, name):
        """Path of what holds the objects of a picture."""
        return self.path

    def read(self, name):
        """As :func:`data.folders.voc_xml.read`; a picture in no line has no object."""
        return None, self._objects.get(name, [])


def _object(line, where):
    words = line.split()
    if len(words) < 6:
        raise UserError(
            '{}: "{}" must be the name of a picture, the name of a class and xmin ymin xmax '
            'ymax'.format(where, line)
        )
    box = half_open(*[number(word, where) for word in words[-4:]], where=where)
    return words[0], Object(' '.join(words[1:-4]), box, False, False, where)
