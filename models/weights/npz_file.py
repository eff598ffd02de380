"""The arrays of an .npz file, as Chainer's ``save_npz`` writes them.

A few megabytes of it may say that they hold gigabytes of zeros: what its arrays are is told from
their headers, so that nothing has to be unpacked that no network takes.
"""

import zipfile

import numpy
from numpy.lib import format as npy

from cli.errors import UserError

_SUFFIX = '.npy'


class Header(object):
    """What an array in a file says of itself: the attributes of an array, and no numbers."""

    def __init__(self, shape, dtype):
        self.shape, self.dtype, self.ndim = shape, dtype, len(shape)
        self.size = 1
        for side in shape:
            self.size *= int(side)


def headers(path):
    """What the arrays of the weights in ``path`` are, before any is read.

    Args:
        path (str): A file that is there.

    Returns:
        dict: Name to :class:`Header`.

    Raises:
        UserError: It is no ``.npz`` file, a damaged one, or a snapshot.
    """
    found = _tried(path, _headers)
    if any(name.startswith('updater/') for name in found):
        raise UserError(
            '{}: a snapshot of a training run; give one of its model_*.npz, or continue '
            'the run with --resume'.format(path)
        )
    return found


def read(path, names=None):
    """Arrays of the weights in ``path``.

    Args:
        path (str): A file that is there.
        names: Of those to read; None: all.

    Returns:
        dict: Name to :class:`numpy.ndarray`.

    Raises:
        UserError: As :func:`headers`.
    """
    known = headers(path)
    return _tried(path, _arrays, known if names is None else names)


def _tried(path, call, *args):
    try:
        return call(path, *args)
    except Exception as e:  # zipfile's, zlib's, NumPy's: whatever a wrong file brings
        why = '{} ({})'.format(e, type(e).__name__) if str(e) else type(e).__name__
        raise UserError('{}: not an .npz file, or a damaged one: {}'.format(path, why))


def _headers(path):
    found = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = member.filename
            name = name[: -len(_SUFFIX)] if name.endswith(_SUFFIX) else name
            found[name] = _header(archive, member)
    return found


def _arrays(path, names):
    with numpy.load(path) as npz:
        return {name: npz[name] for name in names}


def _header(archive, member):
    with archive.open(member) as f:
        # A longer header, of which later versions allow gigabytes, has only what is no plain array.
        if npy.read_magic(f) != (1, 0):
            raise ValueError('{} is no plain array'.format(member.filename))
        shape, _, dtype = npy.read_array_header_1_0(f)
        start = f.tell()
    if dtype.hasobject:
        raise ValueError('{} holds objects of Python'.format(member.filename))
    header = Header(shape, dtype)
    # NumPy would first make room for whatever the header says, be it terabytes.
    if start + dtype.itemsize * header.size != member.file_size:
        raise ValueError(
            '{} should be of {} bytes and has {}'.format(
                member.filename, dtype.itemsize * header.size, member.file_size - start
            )
        )
    return header
