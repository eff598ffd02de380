"""The arrays of an .npz file, as Chainer's ``save_npz`` writes them."""

import zipfile

import numpy
from numpy.lib import format as npy

from cli.errors import UserError


def read(path):
    """All arrays of the weights in ``path``.

    Args:
        path (str): A file that is there.

    Returns:
        dict: Name to :class:`numpy.ndarray`.

    Raises:
        UserError: It is no ``.npz`` file, a damaged one, or a snapshot.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                _check_size(archive, member)
        with numpy.load(path) as npz:
            arrays = {name: npz[name] for name in npz.files}
    except Exception as e:  # zipfile's, zlib's, NumPy's: whatever a wrong file brings
        why = '{} ({})'.format(e, type(e).__name__) if str(e) else type(e).__name__
        raise UserError('{}: not an .npz file, or a damaged one: {}'.format(path, why))
    if any(name.startswith('updater/') for name in arrays):
        raise UserError(
            '{}: a snapshot of a training run; give one of its model_*.npz, or continue '
            'the run with --resume'.format(path)
        )
    return arrays


def _check_size(archive, member):
    # NumPy would first make room for whatever the header says, be it terabytes.
    with archive.open(member) as f:
        version = npy.read_magic(f)
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = read(f)
        size = dtype.itemsize
        for side in shape:
            size *= int(side)
        if not dtype.hasobject and f.tell() + size != member.file_size:
            raise ValueError(
                '{} should be of {} bytes and has {}'.format(
                    member.filename, size, member.file_size - f.tell()
                )
            )
