"""One folder out of an archive, whole or not at all, and nothing outside of it."""

import os
import shutil
import stat
import tarfile
import tempfile
import zipfile
import zlib

from cli.errors import UserError

# What tarfile and zipfile raise over damaged archives.
_DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def unpack(archive, inner, root, check=None):
    """Make ``root`` of the folder ``inner`` of an archive.

    It is unpacked beside ``root`` under another name and renamed when all is done.

    Args:
        archive (str): A tar or a zip file.
        inner (str): Folder in it, such as ``'VOCdevkit/VOC2012'``; ``'.'`` for all of it.
        root (str): Folder to make; it must not exist.
        check: Function of the unpacked folder, called before it becomes
            ``root``; raises :class:`~cli.errors.UserError` to refuse it.

    Raises:
        UserError: The archive is damaged, has no such folder, or holds members
            that lead out of the folder it is unpacked into (``/x``, ``../x``,
            links, devices): then nothing is unpacked at all.
    """
    parent, name = os.path.split(os.path.abspath(root))
    temporary = tempfile.mkdtemp(prefix='.' + name + '-', dir=parent)
    try:
        made = os.path.join(temporary, name)
        with _opened(archive) as opened:
            members = _members(archive, opened)
            _write(members, '' if inner == '.' else inner.rstrip('/') + '/', made)
        if not os.path.isdir(made):
            raise UserError('{}: holds no folder {}'.format(archive, inner))
        if check is not None:
            check(made)
        os.rename(made, root)
    except _DAMAGED as e:
        raise UserError('{}: damaged ({}): remove it and fetch it again'.format(archive, e))
    except OSError as e:
        raise UserError('{}: cannot be unpacked to {} ({})'.format(archive, root, e.strerror or e))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _opened(archive):
    return (zipfile.ZipFile if zipfile.is_zipfile(archive) else tarfile.open)(archive)


def _members(archive, opened):
    """Names of all files in it and how to open each, after a look at every member."""
    files = []
    if isinstance(opened, zipfile.ZipFile):
        for info in opened.infolist():
            mode = info.external_attr >> 16
            _refuse_outside(archive, info.filename, stat.S_ISLNK(mode))
            if not info.filename.endswith('/'):
                files.append((info.filename, lambda info=info: opened.open(info)))
        return files
    for info in opened:
        _refuse_outside(archive, info.name, not (info.isfile() or info.isdir()))
        if info.isfile():
            files.append((info.name, lambda info=info: opened.extractfile(info)))
    return files


def _refuse_outside(archive, name, is_special):
    # Backslashes and drives lead out on Windows.
    parts = name.replace('\\', '/').split('/')
    if is_special or parts[0] == '' or '..' in parts or ':' in parts[0]:
        raise UserError(
            '{}: refused: its member {!r} could lead out of the folder'.format(archive, name)
        )


def _write(members, prefix, made):
    for name, stream in members:
        name = name[2:] if name.startswith('./') else name
        if name.startswith(prefix):
            path = os.path.join(made, *name[len(prefix) :].split('/'))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with stream() as source, open(path, 'wb') as target:
                shutil.copyfileobj(source, target)
