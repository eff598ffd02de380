"""A folder that is made here, whole or not at all, and known again by its ``made.json``."""

import contextlib
import json
import os
import shutil
import tempfile

from cli.errors import UserError

_MANIFEST = 'made.json'


@contextlib.contextmanager
def writing(root, made):
    """Give the path of a folder to make and fill; it becomes ``root`` when the body is done.

    Until then it stands beside ``root`` under another name, and goes if the body
    fails, so that nobody ever reads half a data set.

    Args:
        root (str): The folder.
        made: JSON-able dictionary that tells this very data set from others,
            kept in ``root/made.json`` (see :func:`holds`).

    Raises:
        UserError: It cannot be written.
    """
    parent, name = os.path.split(os.path.abspath(root))
    try:
        os.makedirs(parent, exist_ok=True)
        temporary = tempfile.mkdtemp(prefix='.' + name + '-', dir=parent)
        try:
            inner = os.path.join(temporary, name)
            yield inner
            with open(os.path.join(inner, _MANIFEST), 'w', encoding='utf-8') as f:
                f.write(_text(made))
            if not holds(root, made):  # else another process was faster
                os.rename(inner, root)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as e:
        raise UserError('{}: cannot be written ({})'.format(root, e.strerror or e))


def holds(root, made):
    """Whether ``root`` holds the very data set ``made``; False if it is empty or absent.

    Raises:
        UserError: something else is in the way. It is never overwritten.
    """
    if not os.path.exists(root) or os.path.isdir(root) and not os.listdir(root):
        return False
    try:
        with open(os.path.join(root, _MANIFEST), encoding='utf-8') as f:
            found = f.read()
    except OSError:
        found = None
    if found == _text(made):
        return True
    raise UserError(
        '{}: exists and holds {}: remove it or name another folder'.format(
            root, 'something else' if found is None else 'another data set (see made.json)'
        )
    )


def _text(made):
    return json.dumps(made, indent=2, sort_keys=True) + '\n'
