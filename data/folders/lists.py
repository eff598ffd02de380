"""Lists that a folder brings along, and the division where it brings none."""

import os
import re

import numpy as np

from cli import files
from cli.errors import UserError

_NUMBERED = re.compile(r'(.+?)\s+([+-]?[0-9]{1,9})$')


def find(root, name, places=('',)):
    """Path of a list: one of the folder's own by its name, else the path as given.

    Args:
        root (str): The folder.
        name (str): Such as ``train``, or a path.
        places: Folders in it that hold lists, in the order of preference.
    """
    own = own_list(root, name, places)
    return name if own is None else own


def own_list(root, name, places=('',)):
    """Path of one of the folder's own lists, or None where there is none of this name."""
    for place in places:
        path = os.path.join(root, place, name + '.txt')
        if os.path.isfile(path):
            return path
    return None


def read(path, what):
    """The lines of a list, of which there must be one at least."""
    lines = files.read_lines(path, what)
    if not lines:
        raise UserError('{}: is empty, but must hold {}, one a line'.format(path, what))
    return lines


def numbered(lines):
    """Lines as ``NAME NUMBER``; where not all of them end in a number, as names alone.

    Returns:
        list: (name, number), the number None without one.
    """
    parts = [_NUMBERED.match(line) for line in lines]
    if all(parts):
        return [(part.group(1), int(part.group(2))) for part in parts]
    return [(line, None) for line in lines]


def divided(names):
    """Divide names 4:1 at random, but the same every time; neither part is empty."""
    names = sorted(names)
    np.random.RandomState(0).shuffle(names)
    n_train = len(names) * 4 // 5
    return sorted(names[:n_train]), sorted(names[n_train:])
