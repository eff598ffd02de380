"""Ctrl-C while a command still imports its libraries ends it in one line."""

# What Python's own ``signal`` is made of: that one first builds enumerations, for as long as all
# that has been imported before this.
import _signal
import os
import sys


def end_quietly_while_importing():
    """Let Ctrl-C end ``python -m ROOM.NAME`` at once, until :func:`as_usual`.

    The packages that hold commands call it first of all. Where something else imports one of them,
    such as pytest, nothing is done.
    """
    # Python's own name for a command that it is still looking for.
    if sys.argv[:1] == ['-m'] and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _end)


def as_usual():
    """Let Ctrl-C raise KeyboardInterrupt again."""
    if _signal.getsignal(_signal.SIGINT) is _end:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def _end(signum, frame):
    # No exception: libraries that are half imported would make another one of it.
    os.write(2, b'\nstopped\n')
    os._exit(130)
