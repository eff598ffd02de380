"""The pictures that a person names: files, and folders of them."""

import os

from cli.errors import UserError
from data.folders import listing

_OF_THE_SHELL = set('*?[')


def pictures(paths):
    """Files of pictures; a folder stands for those in it, in the order of their names.

    A file that is named twice counts once.

    Raises:
        UserError: There is no such file, or no picture in a folder.
    """
    found, seen = [], set()
    for path in paths:
        for file in _in_folder(path) if os.path.isdir(path) else [path]:
            if not os.path.exists(file):
                raise UserError('{}: {}'.format(file or "''", _why(file)))
            same = os.path.realpath(file), os.path.basename(file)
            if same not in seen:
                seen.add(same)
                found.append(file)
    return found


def _in_folder(folder):
    found = [
        name for name in sorted(listing.visible(folder))
        if name.lower().endswith(listing.PICTURES)
    ]  # fmt: skip
    if not found:
        inner = [os.path.join(folder, n) for n in sorted(listing.visible(folder))]
        inner = [path for path in inner if os.path.isdir(path)]
        raise UserError(
            '{}: holds no pictures ({}){}'.format(
                folder, ' '.join(listing.PICTURES),
                ', but folders: give one of them, such as ' + inner[0] if inner else '',
            )
        )  # fmt: skip
    return [os.path.join(folder, name) for name in found]


def _why(path):
    if not path:
        return 'the name of a picture is empty: is a shell variable not set?'
    if _OF_THE_SHELL & set(path):
        return (
            'no such file: the shell puts names in the place of * and ? where there are any, and '
            'only without quotes; a folder may be given too'
        )
    return 'no such file'
