"""Files are written whole or not at all."""

import contextlib
import json
import os
import shutil
import tempfile

from cli.errors import UserError


@contextlib.contextmanager
def replacing(path):
    """Give a temporary path beside ``path``; rename it into place at the end.

    If the body raises, ``path`` stays what it was and nothing is left behind.
    The temporary name keeps the suffix, since libraries tell formats by it.
    """
    folder, name = os.path.split(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    root, suffix = os.path.splitext(name)
    handle, temporary = tempfile.mkstemp(prefix='.' + root + '-', suffix=suffix, dir=folder)
    os.close(handle)
    try:
        yield temporary
        # mkstemp makes files that only their owner may read.
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as e:
        if os.path.exists(temporary):
            os.remove(temporary)
        if isinstance(e, OSError):
            _name(e, path, temporary)
        raise


@contextlib.contextmanager
def naming(path):
    """Let an error of the disk that names no file, as a full one's, name ``path``."""
    try:
        yield
    except OSError as e:
        _name(e, path)
        raise


def _name(error, path, temporary=None):
    # What has no errno is not the system's.
    if error.errno is not None and error.filename in (None, temporary):
        error.filename = path


def read_lines(path, what, blank=False):
    """The lines of a text file that hold something, stripped: a list of str.

    Args:
        path (str): The file, UTF-8.
        what (str): What stands in it, for the message.
        blank (bool): Keep those that hold nothing too.

    Raises:
        UserError: It cannot be read.
    """
    try:
        with open(path, encoding='utf-8-sig') as f:
            return [line.strip() for line in f if blank or line.strip()]
    except (OSError, UnicodeDecodeError) as e:
        raise UserError(
            '{}: cannot be read as a list of {}, one a line ({})'.format(
                path, what, getattr(e, 'strerror', None) or e
            )
        )


def copy(source, path):
    """Copy the content of a file, whole or not at all."""
    with replacing(path) as temporary:
        shutil.copyfile(source, temporary)


def write_text(path, text):
    """Write ``text`` as UTF-8, whole or not at all."""
    with replacing(path) as temporary:
        with open(temporary, 'w', encoding='utf-8') as f:
            f.write(text)


def write_json(path, value):
    """Write ``value`` as indented JSON, whole or not at all."""
    write_text(path, json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + '\n')


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
