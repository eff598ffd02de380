"""A person's mistake ends in one line, not in a traceback."""

import errno
import sys

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UserError(Exception):
    """What went wrong, where, and what to do about it, in one line."""


def run(main):
    """Call ``main()`` and turn what a person can mend into one line on stderr.

    Exits with status 1 for a :class:`UserError` or a failing file system (no
    space, no permission, no such file) and with 130 for Ctrl-C. Anything else
    is a fault of ours and keeps its traceback.
    """
    try:
        main()
    except UserError as e:
        _stop(str(e))
    except OSError as e:
        # A write that fails names no file; anything else without one is a fault of ours.
        if e.errno is None or e.filename is None and e.errno not in _DISK_FULL:
            raise
        where = '' if e.filename is None else ': {}'.format(e.filename)
        _stop('{}{}'.format(e.strerror, where))
    except KeyboardInterrupt as e:
        # What is left of the work stands in it, where somebody knows.
        end('\nstopped{}\n'.format(': {}'.format(e) if str(e) else ''), 130)


def _stop(message):
    # The progress bar leaves the cursor in the middle of its own lines.
    sys.stdout.flush()
    end('error: {}\n'.format(' '.join(message.split())), 1)


def end(message, status):
    """Say the last words; ``cli.several`` puts its own here, which ends several processes."""
    sys.stderr.write(message)
    sys.exit(status)
