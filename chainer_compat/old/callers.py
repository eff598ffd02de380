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
# Wherever they lie: chainer_compat works from a checkout on PYTHONPATH too.
_OURS = ('chainer', 'chainermn', 'chainer_accel', 'chainer_compat', 'onnx_chainer')


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
    if path.startswith('<frozen') or path.startswith(_INSTALLED):
        return True
    # Of another environment, by PYTHONPATH.
    return os.sep + 'site-packages' + os.sep in path or os.sep + 'dist-packages' + os.sep in path


def is_old(frame):
    """Whether the frame is of a program, or of a library in Python 2 (which was translated)."""
    name = frame.f_globals.get('__name__', '')
    if name.partition('.')[0] in _OURS:
        return False
    path = frame.f_code.co_filename
    return not is_installed(path) or '_chainer_compat_translated' in frame.f_globals
