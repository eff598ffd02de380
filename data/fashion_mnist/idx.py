"""MNIST's files: IDX in gzip.

Two bytes 0, the type of the numbers (8: bytes without a sign), how many sides the array has, its
sides as uint32 of big endian, and the numbers, the last side running fastest (LeCun, "The MNIST
Database").
"""

import gzip
import struct
import zlib

import numpy as np

from cli.errors import UserError

_BYTES = 8
# Fashion-MNIST has 47 million.
_MOST = 2**30


def read(path):
    """The array in ``path``, uint8.

    Raises:
        UserError: There is none, it is no such file, or shorter or longer than it says.
    """
    try:
        with gzip.open(path, 'rb') as f:
            return _array(path, f)
    except FileNotFoundError:
        raise UserError(
            '{}: not there: python -m data.download fashion_mnist fetches it'.format(path)
        )
    # Python 3.7 has no BadGzipFile.
    except (OSError, EOFError, zlib.error) as e:
        raise UserError('{}: cannot be read as gzip, or is damaged ({})'.format(path, e))


def _array(path, f):
    head = f.read(4)
    if len(head) < 4 or head[:2] != b'\0\0' or head[2] != _BYTES:
        raise UserError('{}: no IDX file of bytes, as of MNIST: it begins with {!r}'.format(
            path, head))  # fmt: skip
    sides = f.read(4 * head[3])
    shape = struct.unpack('>{}I'.format(len(sides) // 4), sides[: len(sides) // 4 * 4])
    expected = 1
    for side in shape:
        expected *= side
    if expected > _MOST:
        raise UserError('{}: says that it holds {:,} numbers: too many'.format(path, expected))
    # One more tells of what is behind.
    content = f.read(expected + 1) if len(shape) == head[3] else b''
    if len(shape) != head[3] or len(content) != expected:
        raise UserError('{}: damaged: shorter or longer than its own sides say ({})'.format(
            path, 'x'.join(map(str, shape))))  # fmt: skip
    return np.frombuffer(content, np.uint8).reshape(shape)


def write(path, array):
    """Write a uint8 array to ``path``, the same bytes every time."""
    head = struct.pack('>HBB{}I'.format(array.ndim), 0, _BYTES, array.ndim, *array.shape)
    with open(path, 'wb') as out:
        # Neither the time nor the name goes into the file.
        with gzip.GzipFile(filename='', mode='wb', fileobj=out, mtime=0) as f:
            f.write(head + np.ascontiguousarray(array, np.uint8).tobytes())
