"""The pictures in a folder, by their names without suffix."""

import os

from cli.errors import UserError

PICTURES = ('.jpg', '.jpeg', '.png', '.webp', '.bmp')
"""Suffixes of pictures, in the order of preference, written small or large."""

LABELS = ('.png',)
"""JPEG and its like change the numbers that a label is made of."""


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
