"""One line for who runs an old program in plain ``python``: that ``-m chainer_compat`` is there.

A program, or a library such as chainercv, that uses a name NumPy has dropped fails with NumPy's
own error. After it one line more is printed, if Chainer was imported: nothing is put into NumPy
for it, and no error is changed.
"""

import re
import sys

# What the last line of such a traceback says.
_OLD = re.compile(
    r"module 'numpy' has no attribute '(?P<name>\w+)'"
    r'|`np\.(?P<removed>\w+)` was removed in the NumPy'
    r'|only (0-dimensional|length-1) arrays can be converted to Python scalars'
    r"|module '(collections|fractions|inspect|time)' has no attribute"
)
HINT = (
    'chainer_compat: this is code for an older NumPy or Python; run it with '
    '`python -m chainer_compat SCRIPT ARGS...` (or `-m MODULE ARGS...`)\n'
)


def is_old(error):
    """Whether ``python -m chainer_compat`` serves what ``error`` complains of."""
    if not isinstance(error, (AttributeError, TypeError)):
        return False
    found = _OLD.search(str(error))
    if found is None:
        return False
    name = found.group('name') or found.group('removed')
    if name is None:
        return True
    from chainer_compat.old import numpy_names

    return name in numpy_names.names(sys.modules['numpy'])


def install(chainer=None):
    """Print the line after an error that ends the program."""
    before = sys.excepthook

    def excepthook(kind, error, traceback):
        before(kind, error, traceback)
        if is_old(error):
            sys.stderr.write(HINT)

    sys.excepthook = excepthook
