"""Who asks: the program that is run, or a library installed beside it.

A library of today may ask whether ``import cPickle`` works to find out which Python it has. What
is given back to old programs must not mislead it.
"""

import os
import sys
import sysconfig

_INSTALLED = tuple(
    os.path.join(path, '')
    for path in {sysconfig.get_path(name) for name in ('stdlib', 'platlib', 'purelib')}
)


def importing_frame():
    """The frame of the import statement for which a finder is asked."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get('__name__', '')
        if not name.startswith(('importlib', 'chainer_compat.old')) and not (
            frame.f_code.co_filename.startswith('<frozen importlib')
        ):
            return frame
        frame = frame.f_back
    return None


def is_installed(path):
    """Whether the file is Python's own, or of an installed library."""
    return path.startswith('<frozen') or path.startswith(_INSTALLED)
