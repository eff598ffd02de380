"""A person's mistake ends in one line, not in a traceback."""

import errno
import os
import select
import signal
import sys

from cli import interrupts

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UserError(Exception):
    """What went wrong, where, and what to do about it, in one line."""


def run(main):
    """Call ``main()`` and turn what a person can mend into one line on stderr.

    Exits with status 1 for a :class:`UserError`, a failing file system (no
    space, no permission, no such file) or too little memory, with 130 for
    Ctrl-C, and quietly with 141 where nobody reads on (``... | head -1``), as
    what a signal ends. Anything else is a fault of ours and keeps its traceback.
    """
    interrupts.as_usual()
    _make_ready_to_print()
    try:
        _call(main)
    except UserError as e:
        _stop(str(e))
    except BrokenPipeError:
        if not _nobody_reads():
            raise
        _give_up_output()
        end('', 128 + signal.SIGPIPE)
    except OSError as e:
        # A write that fails names no file; anything else without one is a fault of ours.
        if e.errno is None or e.filename is None and e.errno not in _DISK_FULL:
            raise
        where = '' if e.filename is None else ': {}'.format(e.filename)
        _stop('{}{}'.format(e.strerror, where))
    except MemoryError as e:  # CuPy's own, too
        _stop_for_memory(e)
    except RuntimeError as e:
        if not _gpu_is_full(e):
            raise
        _stop_for_memory(e)
    except KeyboardInterrupt as e:
        # What is left of the work stands in it, where somebody knows.
        end('\nstopped{}\n'.format(': {}'.format(e) if str(e) else ''), 130)


def _gpu_is_full(e):
    """Whether it is what CUDA, cuDNN or cuBLAS say, through CuPy, where they get no memory."""
    if not type(e).__module__.startswith('cupy'):
        return False
    return any(words in str(e) for words in ('cudaErrorMemoryAllocation', 'STATUS_ALLOC_FAILED'))


def _stop_for_memory(e):
    asked_for = ' ({})'.format(e) if str(e) else ''
    _stop(
        'too little memory{}: take a smaller network (--width, --hidden-units, --units), '
        'smaller batches (--batchsize) or smaller pictures (--scale)'.format(asked_for)
    )


def _call(main):
    try:
        main()
    except SystemExit:  # after --help
        sys.stdout.flush()
        raise
    sys.stdout.flush()


def _make_ready_to_print():
    # Closed by ``>&-``. The lowest number that is free is that of the one that is missing.
    for name, mode in (('stdin', 'r'), ('stdout', 'w'), ('stderr', 'w')):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))
    # A file's name may hold letters that the terminal's encoding has not.
    if hasattr(sys.stdout, 'reconfigure'):
        sys.stdout.reconfigure(errors='backslashreplace')


def _nobody_reads():
    """Whether it is standard output that is broken, and not a pipe to another process."""
    try:
        asked = select.poll()
        asked.register(sys.stdout, 0)
        return bool(asked.poll(0))
    except (OSError, ValueError):  # no file of the system's, as under pytest
        return False


def _give_up_output():
    # So that Python's last flush does not complain once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message):
    try:
        # The progress bar leaves the cursor in the middle of its own lines.
        sys.stdout.flush()
    except OSError:
        _give_up_output()
    end('error: {}\n'.format(' '.join(message.split())), 1)


def end(message, status):
    """Say the last words; ``cli.several`` puts its own here, which ends several processes."""
    sys.stderr.write(message)
    sys.exit(status)
