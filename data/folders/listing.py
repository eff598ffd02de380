"""The files in a folder, by their names without suffix: pictures, labels and others."""

import os

from cli.errors import UserError

PICTURES = ('.jpg', '.jpeg', '.png', '.webp', '.bmp')
"""Suffixes of pictures, in the order of preference, written small or large."""

LABELS = ('.png',)
"""JPEG and its like change the numbers that a label is made of."""


class Folder(object):
    """The files of some kind in a folder and in those below it, each listed once.

    Args:
        root (str): Its path.
        suffixes: Such as :data:`PICTURES`.
        what (str): What such a file is called, for messages.
    """

    def __init__(self, root, suffixes, what):
        self.root = root
        self._suffixes = suffixes
        self._what = what
        self._listed = {}

    def names(self):
        """Names without suffix of the files in the folder itself."""
        return sorted(self._list(self.root))

    def find(self, name, hint=None):
        """Path of a file.

        Args:
            name (str): Without suffix; may lead into a folder further down.
            hint: Function of the name, for what else the message says.

        Raises:
            UserError: It is not there.
        """
        path = self.get(name)
        if path is None:
            first, others = self._suffixes[0], self._suffixes[1:]
            also = ' (nor {})'.format(' '.join(others)) if others else ''
            raise UserError(
                '{}: no such {}{}, but {!r} is asked for{}'.format(
                    os.path.join(self.root, name + first),
                    self._what,
                    also,
                    name,
                    hint(name) if hint else '',
                )
            )
        return path

    def get(self, name):
        """As :meth:`find`, but None where it is not there."""
        inner, stem = os.path.split(name)
        folder = os.path.join(self.root, inner) if inner else self.root
        file = self._list(folder).get(stem)
        return None if file is None else os.path.join(folder, file)

    def _list(self, folder):
        if folder not in self._listed:
            self._listed[folder] = listed(folder, self._suffixes)
        return self._listed[folder]


def listed(folder, suffixes):
    """Files of the given suffixes in a folder.

    Hidden files are passed over: what macOS leaves beside ``x.jpg`` as ``._x.jpg`` is no picture.

    Args:
        folder (str): Its path; one that is not there holds nothing.
        suffixes: Such as :data:`PICTURES`.

    Returns:
        dict: File names by their names without suffix; of several, that of the first suffix.
    """
    found = {}
    for file in sorted(visible(folder)):
        name, suffix = os.path.splitext(file)
        if suffix.lower() in suffixes:
            found.setdefault(name, []).append(file)
    return {
        name: min(files, key=lambda file: suffixes.index(os.path.splitext(file)[1].lower()))
        for name, files in found.items()
    }


def visible(folder):
    """Names of what is in a folder and not hidden."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as e:
        raise UserError('{}: cannot be read ({})'.format(folder, e.strerror))
    return [name for name in names if not name.startswith('.')]
