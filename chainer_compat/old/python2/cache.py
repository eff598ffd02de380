"""Translated code, kept beside the bytecode that Python keeps of other modules.

In ``__pycache__`` (or below ``sys.pycache_prefix``) under a name that Python itself does not look
for: in plain ``python`` the same file is read as it stands. Nothing is kept where Python may not
keep bytecode (``PYTHONDONTWRITEBYTECODE``), or where the folder can't be written to.
"""

import importlib.util
import marshal
import os
import sys
import tempfile

from chainer_compat.old.python2 import marks

_FORMAT = 5  # to be counted up when the translation changes


def _place(path):
    return importlib.util.cache_from_source(path, optimization='chainer2')


def _key(path, in_package):
    status = os.stat(path)
    how = in_package, marks.assumed, marks.doubtful, importlib.util.MAGIC_NUMBER
    return (_FORMAT, status.st_mtime_ns, status.st_size) + how


def read(path, in_package):
    """The code of a file as it is now, or None."""
    try:
        with open(_place(path), 'rb') as f:
            key, name, code = marshal.load(f)
    except (OSError, EOFError, ValueError, TypeError, NotImplementedError):
        return None
    try:
        # The name: tracebacks of a folder that was moved would tell the old one.
        return code if key == _key(path, in_package) and name == path else None
    except OSError:
        return None


def write(path, in_package, code):
    """Keep the code; the file is there whole or not at all."""
    if sys.dont_write_bytecode:
        return
    try:
        place = _place(path)
        folder = os.path.dirname(place)
        os.makedirs(folder, exist_ok=True)
        number, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(number, 'wb') as f:
                marshal.dump((_key(path, in_package), path, code), f)
            os.replace(name, place)
        except BaseException:
            os.unlink(name)
            raise
    except (OSError, NotImplementedError):
        pass
