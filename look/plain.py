"""Files of a run that are what they are called: no links, which could lead anywhere."""

import os
import stat


def is_file(path):
    """Whether there is a file of this name that is no link."""
    return stamp(path) is not None


def stamp(path):
    """What changes when a file does: (time in ns, bytes, number); None where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def opened(path):
    """Open to read bytes.

    Raises:
        OSError: There is no such file, or it is a link.
    """
    return os.fdopen(_open(path), 'rb')


def tail(path, most=2**24):
    """The last ``most`` bytes of a file, in few calls: a list of runs asks for thousands.

    Raises:
        OSError: As :func:`opened`.
    """
    file = _open(path)
    try:
        return os.pread(file, most, max(0, os.fstat(file).st_size - most))
    finally:
        os.close(file)


def _open(path):
    # A pipe of that name would be waited for.
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)


def newest(folder):
    """When a file in a folder changed last, in ns; 0 where there is none.

    A training writes files under other names first, which are gone a moment later.
    """
    times = [0]
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                times.append(entry.stat(follow_symlinks=False).st_mtime_ns)
            except FileNotFoundError:
                continue
    return max(times)


def as_shown(name):
    """A file's name as a page can hold it: of bytes that are no text only a mark stays."""
    return os.fsencode(name).decode('utf-8', 'replace')
