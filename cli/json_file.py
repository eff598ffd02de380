"""JSON that a command reads back: what somebody's hand or a full disk made of it is told in a line.

A kind is a :class:`Kind`, ``[kind]`` for a list of such, or a dict from names to kinds for an
object, in which a name may be missing until it is asked for.
"""

import json
from collections import namedtuple

from cli.errors import UserError

Kind = namedtuple('Kind', 'words holds')


def _number(value):
    # Older runs balanced their classes by true.
    return isinstance(value, (int, float))


TEXT = Kind('text', lambda value: isinstance(value, str))
TEXT_OR_NULL = Kind('text or null', lambda value: value is None or isinstance(value, str))
NUMBER = Kind('a number', _number)
NUMBER_OR_NULL = Kind('a number or null', lambda value: value is None or _number(value))
YES_OR_NO = Kind('true or false', lambda value: isinstance(value, bool))
COUNT = Kind('a whole number above 0', lambda value: type(value) is int and value > 0)
BYTE = Kind('a whole number from 0 to 255', lambda value: type(value) is int and 0 <= value < 256)


class Object(dict):
    """A JSON object that tells in one line what it lacks."""

    def __init__(self, path, entries):
        super(Object, self).__init__(entries)
        self._path = path

    def __missing__(self, name):
        raise UserError(
            '{}: has no "{}": it was written by something else, or changed by hand'.format(
                self._path, name
            )
        )


def read(path, kind):
    """The content of a JSON file, its objects as :class:`Object`.

    Raises:
        UserError: What it holds is not of that kind.
        OSError, ValueError: It cannot be read, or is no JSON.
    """
    with open(path, encoding='utf-8') as f:
        value = json.load(f, object_hook=lambda entries: Object(path, entries))
    _check(path, 'the whole', value, kind)
    return value


def _check(path, name, value, kind):
    if isinstance(kind, Kind):
        words, holds = kind.words, kind.holds(value)
    elif isinstance(kind, list):
        words, holds = 'a list', isinstance(value, list)
    else:
        words, holds = 'an object', isinstance(value, dict)
    if not holds:
        raise UserError(
            '{}: {} is {}, where {} belongs: was it changed by hand?'.format(
                path, name, json.dumps(value)[:40], words
            )
        )
    if isinstance(kind, list):
        for i, part in enumerate(value):
            _check(path, 'number {} of {}'.format(i + 1, name), part, kind[0])
    elif isinstance(kind, dict):
        for part in kind:
            if part in value:
                _check(path, '"{}"'.format(part), value[part], kind[part])
