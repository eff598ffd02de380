"""Snapshots: a run can be killed at any moment and goes on from the last one."""

import io
import os
import re
import zipfile

from chainer import serializers
from chainer.training import extensions

from cli import several
from cli.errors import UserError
from train.parts import together
from train.parts.weights_file import save

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
    there whole or not at all.
    """
    return extensions.snapshot(savefun=save, n_retains=2)


def resume(trainer, args):
    """Load the snapshot ``args.resume``.

    Raises:
        UserError: There is none, it is damaged, is of another run, or has trained longer than
            ``args.epoch``.
    """
    path = args.resume
    try:
        serializers.load_npz(_read(path), trainer)
    except FileNotFoundError:
        raise UserError('{}: no such snapshot'.format(path))
    except Exception as e:  # zipfile's, zlib's, NumPy's, KeyError: whatever a wrong file brings
        raise UserError('{}: not a snapshot of this run ({})'.format(path, e))
    done = trainer.updater.epoch_detail
    if done > args.epoch:
        raise UserError(
            '{}: has trained {:.4g} epochs already, more than --epoch {}'.format(
                path, done, args.epoch
            )
        )


def _read(path):
    if several.comm().size == 1:
        return path
    # Of several machines only the first one may have it.
    return io.BytesIO(together.from_first(lambda: _content(path)))


def _content(path):
    with open(path, 'rb') as f:
        return f.read()


def names(folder):
    """The names of the snapshots in a folder, the newest first."""
    found = [_NAME.match(name) for name in (os.listdir(folder) if os.path.isdir(folder) else [])]
    numbers = sorted((int(match.group(1)) for match in found if match), reverse=True)
    return ['snapshot_iter_{}'.format(number) for number in numbers]


def latest(folder):
    """Path of the newest snapshot that is whole, told where it is not the newest; None for none.

    Raises:
        UserError: There are snapshots, and all are damaged.
    """
    found = names(folder)
    for i, name in enumerate(found):
        path = os.path.join(folder, name)
        if _is_whole(path):
            if i:
                print(
                    '{}: damaged: {}; continued from {}'.format(folder, ', '.join(found[:i]), name)
                )
            return path
    if found:
        raise UserError(
            '{}: damaged: {}: choose another --out, and begin again'.format(
                folder, ', '.join(found)
            )
        )
    return None


def _is_whole(path):
    try:
        with zipfile.ZipFile(path) as f:
            return f.testzip() is None
    except Exception:  # zipfile's, zlib's, the disk's: whatever a damaged file brings
        return False
