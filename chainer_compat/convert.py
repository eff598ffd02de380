"""Turns a pickled model into an npz: ``python -m chainer_compat.convert OLD.pkl NEW.npz``.

Whoever unpickles a file runs what its writer wished. Here nothing of it is run (``files/safe``):
what comes out are the arrays, by the names under which ``chainer.serializers.load_npz`` looks for
them.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import zipfile

from numpy.lib import format as npy

from chainer_compat.files.safe import model, unpickler
from chainer_compat.files.safe.things import Damaged

# What a file that is no pickle begins with.
_OTHERS = {
    b'PK\x03\x04': 'it is a zip: an npz already?',
    b'\x89HDF': 'it is hdf5: chainer.serializers.load_hdf5 reads it',
    b'\x1f\x8b': 'it is packed: gunzip it first',
    b'version https://git-lfs': 'it is a pointer of Git LFS, not the file itself',
}


class Refused(Exception):
    """Why nothing is written, in one line."""


def parser():
    """The options."""
    made = argparse.ArgumentParser(
        prog='python -m chainer_compat.convert',
        description='Turn a pickled model into an npz, without running anything of it.',
    )
    made.add_argument('old', metavar='OLD.pkl')
    made.add_argument('new', metavar='NEW.npz')
    made.add_argument(
        '--class', dest='own', action='append', default=[], metavar='MODULE.NAME',
        help="a class of the program's own, or a module of such (may be given several times)",
    )  # fmt: skip
    made.add_argument('--item', metavar='PATH', help='which model, where the file holds several')
    made.add_argument(
        '--max-size', type=float, default=8.0, metavar='GIB', help='largest file to read (8)'
    )
    return made


def convert(old, new, own=(), item=None, limit=8 << 30):
    """Write the parameters of the model that is pickled in ``old`` to ``new``.

    Returns:
        tuple: The number of arrays, and the names of parameters that had no values yet.

    Raises:
        Refused: ``new`` is as it was.
    """
    if os.path.exists(new) and os.path.exists(old) and os.path.samefile(old, new):
        raise Refused('{}: is the file to be read; give the npz another name'.format(new))
    if os.path.isdir(new):
        raise Refused('{}: is a folder'.format(new))
    size, found = _read(old, own, limit)
    try:
        entries = list(model.named_arrays(_chosen(old, model.models(found), item)))
    except (Damaged, ValueError, TypeError, LookupError, AttributeError) as error:
        raise Refused('{}: {}'.format(old, error))
    names = [name for name, _ in entries]
    if len(set(names)) != len(names):
        raise Refused('{}: two parameters of it have one name'.format(old))
    if sum(array.nbytes for _, array in entries if array is not None) > 64 * size + (1 << 20):
        raise Refused('{}: its parameters are the same few bytes over and over'.format(old))
    with _replacing(new) as temporary:
        _write(temporary, entries)
    empty = [name for name, array in entries if array is None]
    return len(entries) - len(empty), empty


def _read(old, own, limit):
    if not os.path.isfile(old):
        raise Refused('{}: there is no such file'.format(old))
    size = os.path.getsize(old)
    if size > limit:
        raise Refused('{}: is larger than {:.3g} GiB; --max-size'.format(old, limit / 2.0**30))
    with open(old, 'rb') as f:
        start = f.read(24)
        for magic, reason in _OTHERS.items():
            if start.startswith(magic):
                raise Refused('{}: {}'.format(old, reason))
        f.seek(0)
        try:
            return size, unpickler.load(f, size, own)
        except Damaged as error:
            raise Refused('{}: {}'.format(old, error))
        except unpickler.Unknown as error:
            names = error.args[0]
            more = ' and {} more'.format(len(names) - 8) if len(names) > 8 else ''
            raise Refused(
                "{}: names {}{}, neither Chainer's nor NumPy's; if they are the program's own: "
                '{}'.format(
                    old, ', '.join(names[:8]), more, ' '.join('--class ' + n for n in names[:8])
                )
            )


def _chosen(old, found, item):
    if not found:
        raise Refused('{}: holds no model of Chainer'.format(old))
    if item is not None:
        if item not in found:
            raise Refused(
                '{}: has no model {!r}, but {}'.format(old, item, ', '.join(sorted(found)[:8]))
            )
        return found[item]
    if len(found) > 1:
        raise Refused(
            '{}: holds several models; choose one: --item {}'.format(
                old, ' or '.join(sorted(found)[:8])
            )
        )
    return list(found.values())[0]


@contextlib.contextmanager
def _replacing(path):
    """A temporary path beside ``path``, put into its place at the end."""
    folder, name = os.path.split(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix='.' + name + '-', dir=folder)
    os.close(handle)
    try:
        yield temporary
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise


def _write(path, entries):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, array in entries:
            if array is not None:
                with archive.open(name + '.npy', 'w', force_zip64=True) as f:
                    npy.write_array(f, array, allow_pickle=False)


def main(argv=None):
    """The command; exits with 1 and one line where nothing could be written."""
    options = parser().parse_args(argv)
    try:
        count, empty = convert(
            options.old, options.new, options.own, options.item, options.max_size * 2**30
        )
    except Refused as error:
        sys.exit('error: ' + _one_line(error))
    except OSError as error:
        sys.exit('error: ' + _one_line('{}: {}'.format(error.filename, error.strerror)))
    print(_one_line('{}: {} arrays'.format(options.new, count)))
    if empty:
        print(_one_line('without values yet, left out: ' + ', '.join(empty)))


def _one_line(message):
    # Names come out of a file that may hold anything: no control characters on a terminal.
    return ''.join(c if c.isprintable() else '?' for c in str(message))


if __name__ == '__main__':
    main()
