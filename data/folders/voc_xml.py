"""Pascal VOC's annotations: an XML file a picture, as labelImg and other tools write them too.

::

    <annotation>
        <size> <width>500</width> <height>375</height> ... </size>
        <object>
            <name>person</name> <truncated>1</truncated> <difficult>0</difficult>
            <bndbox> <xmin>53</xmin> <ymin>87</ymin> <xmax>471</xmax> <ymax>420</ymax> </bndbox>
            <part> ... </part>
        </object> ...
    </annotation>

Elements stand in any order. Heads, hands and feet (``part``), actions and all else is left out;
``filename``, ``folder`` and ``path`` say where a file once was: the picture is the one of the same
name. Coordinates are whole numbers or fractions.
"""

import os
from xml.etree import ElementTree
from xml.parsers import expat

from cli.errors import UserError
from data.folders import listing
from data.folders.objects import Object, half_open, number

_CORNERS = 'xmin', 'ymin', 'xmax', 'ymax'
# As tools write them: VOC's own are 0 and 1.
_MARKS = dict.fromkeys(('', '0', '0.0', 'false', 'no', 'unspecified'), False)
_MARKS.update(dict.fromkeys(('1', '1.0', 'true', 'yes'), True))


class XmlFiles(object):
    """A folder of annotations.

    Args:
        folder (str): Its path.
    """

    def __init__(self, folder):
        self.path = folder
        self._files = listing.Folder(folder, ('.xml',), 'annotation')

    def names(self):
        """Names of the pictures that have an annotation."""
        return self._files.names()

    def file(self, name):
        """Path of the annotation of a picture."""
        return self._files.find(name)

    def read(self, name):
        """As :func:`read`, of the picture of a name."""
        return read(self.file(name))


def read(path):
    """Read one annotation.

    Returns:
        tuple: Height and width of the picture as the file says them, None where it doesn't; and a
        list of :class:`~data.folders.objects.Object`, which may be empty.

    Raises:
        UserError: It is no such file, or an object lacks its name, its box or a part of them.
    """
    root = _parsed(path)
    if root.tag != 'annotation':
        raise UserError(
            '{}: is XML, but no annotation of VOC: begins with <{}>'.format(path, root.tag)
        )
    objects = [
        _object(element, '{}, object {}'.format(path, place))
        for place, element in enumerate(root.findall('object'), 1)
    ]
    return _size(root, path), objects


def write(path, picture, size, objects):
    """Write one annotation, as :func:`read` reads it.

    Args:
        path (str): The file to write.
        picture (str): Name of the picture's file.
        size (tuple): Its height and width.
        objects: list of :class:`~data.folders.objects.Object`, whose ``where`` is not written.
    """
    root = ElementTree.Element('annotation')
    _add(root, 'filename', picture)
    sides = ElementTree.SubElement(root, 'size')
    for name, value in zip(('width', 'height', 'depth'), (size[1], size[0], 3)):
        _add(sides, name, value)
    for found in objects:
        element = ElementTree.SubElement(root, 'object')
        _add(element, 'name', found.name)
        _add(element, 'truncated', int(found.truncated))
        _add(element, 'difficult', int(found.difficult))
        box = ElementTree.SubElement(element, 'bndbox')
        y_min, x_min, y_max, x_max = found.box
        for name, value in zip(_CORNERS, (x_min + 1, y_min + 1, x_max, y_max)):
            _add(box, name, '{:g}'.format(value))
    with open(path, 'wb') as f:
        f.write(ElementTree.tostring(root, 'utf-8') + b'\n')


def _add(element, name, value):
    ElementTree.SubElement(element, name).text = str(value)


def _parsed(path):
    """The tree of a file, without a document type, which could make much out of little."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data

    def refuse(*_):
        raise UserError(
            '{}: refused: declares a document type (<!DOCTYPE>), which annotations do '
            'without'.format(path)
        )

    parser.StartDoctypeDeclHandler = refuse
    if os.path.exists(path) and not os.path.isfile(path):
        # A pipe would be waited for, for ever.
        raise UserError('{}: is no plain file'.format(path))
    try:
        with open(path, 'rb') as f:
            parser.ParseFile(f)
    except OSError as e:
        raise UserError('{}: cannot be read ({})'.format(path, e.strerror))
    # ValueError, LookupError: of an encoding that is none, or has several bytes a letter.
    except (expat.ExpatError, ValueError, LookupError) as e:
        raise UserError('{}: cannot be read as XML ({}): write it anew'.format(path, e))
    return builder.close()


def _size(root, path):
    sides = [_text(root, 'size/' + side) for side in ('height', 'width')]
    if not all(sides):
        return None
    height, width = [int(number(side, path + ', <size>')) for side in sides]
    # Some tools write zeros, and mean that they don't know.
    return (height, width) if height and width else None


def _object(element, where):
    name = _text(element, 'name')
    if not name:
        raise UserError('{}: has no name'.format(where))
    where = '{} ({})'.format(where, name)
    corners = [_text(element, 'bndbox/' + corner) for corner in _CORNERS]
    for corner, text in zip(_CORNERS, corners):
        if not text:
            raise UserError('{}: its bndbox has no {}'.format(where, corner))
    box = half_open(*[number(text, where) for text in corners], where=where)
    marks = [_mark(element, mark, where) for mark in ('difficult', 'truncated')]
    return Object(name, box, *marks, where=where)


def _mark(element, what, where):
    text = _text(element, what)
    if text.lower() not in _MARKS:
        raise UserError('{}: {} must be 0 or 1, not {!r}'.format(where, what, text))
    return _MARKS[text.lower()]


def _text(element, path):
    return (element.findtext(path) or '').strip()
