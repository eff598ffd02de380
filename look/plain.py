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
    # A pipe of that name would be waited for.
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), 'rb')
