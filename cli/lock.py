"""A run holds its folder: a second one in the same is refused, one that died holds nothing."""

import contextlib
import fcntl
import os
import sys

from cli.errors import UserError

# Where the folder itself can't be locked.
_FILE = '.lock'


@contextlib.contextmanager
def held(folder):
    """Hold ``folder`` for the time of the body, by a lock that ends with the process.

    Raises:
        UserError: Another process holds it.
    """
    handle = _locked(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(folder):
    # The folder itself, so that nothing is left in it. NFS locks only what is open for writing.
    for path, how in ((folder, os.O_RDONLY), (os.path.join(folder, _FILE), os.O_RDWR | os.O_CREAT)):
        handle = os.open(path, how, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            os.close(handle)
            raise UserError(
                '{}: another run is writing there: wait for it, or choose another --out'.format(
                    folder
                )
            )
        except OSError:
            os.close(handle)
    sys.stderr.write(
        '{}: nothing can be locked there: see to it that no second run writes there\n'.format(
            folder
        )
    )
    return None
