"""Snapshots: a run can be killed at any moment and goes on from the last one."""

import functools
import io
import os
import re

from chainer import serializers
from chainer.training import extensions

from cli import several
from cli.errors import UserError
from train.parts import together

_NAME = re.compile(r'snapshot_iter_(\d+)$')
_MINUTES = 10


class EpochOrMinutes(object):
    """Trigger: at the end of every epoch, and in long ones every ten minutes."""

    def __init__(self):
        self._last = 0

    def __call__(self, trainer):
        now = trainer.elapsed_time
        due = trainer.updater.is_new_epoch or now - self._last > 60 * _MINUTES
        if due:
            self._last = now
        return due


def snapshot():
    """Extension: the whole trainer into ``snapshot_iter_N``, the last two kept.

    Chainer writes to a temporary file and renames it, so that a snapshot is
    there whole or not at all. Uncompressed: float32 weights shrink by a tenth
    and take ten times as long.
    """
    save = functools.partial(serializers.save_npz, compression=False)
    return extensions.snapshot(savefun=save, n_retains=2)


def resume(trainer, snapshot):
    """Load ``snapshot`` (a path, or 'latest' of the trainer's folder).

    Raises:
        UserError: There is none, it is damaged, or it is of another run.
    """
    path = snapshot
    if snapshot == 'latest' and several.first():
        path = _latest(trainer.out)
    try:
        serializers.load_npz(_read(path), trainer)
    except FileNotFoundError:
        raise UserError('{}: no such snapshot'.format(path))
    except Exception as e:  # zipfile's, zlib's, NumPy's, KeyError: whatever a wrong file brings
        raise UserError('{}: not a snapshot of this run ({})'.format(path, e))


def _read(path):
    if several.comm().size == 1:
        return path
    # Of several machines only the first one may have it.
    return io.BytesIO(together.from_first(lambda: _content(path)))


def _content(path):
    with open(path, 'rb') as f:
        return f.read()


def _latest(folder):
    found = [_NAME.match(name) for name in os.listdir(folder)]
    numbers = [int(match.group(1)) for match in found if match]
    if not numbers:
        raise UserError('{} has no snapshot to resume: start without --resume'.format(folder))
    return os.path.join(folder, 'snapshot_iter_{}'.format(max(numbers)))
