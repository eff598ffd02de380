"""The folder of a run while it trains: held, continued or begun, and explained.

Nothing is written before it is clear that the run can begin, or has gone on: what was there
before is whole after any refusal.
"""

import contextlib
import os
import re
import shutil

from cli import files, lock, run_folder, several
from cli.errors import UserError
from train.parts import same_run, snapshots, together

# What Chainer and cli.files write to before they rename it, and a killed process leaves.
_TEMPORARY = re.compile(
    r'(tmp(snapshot_iter_\d+|model_(best|final)\.npz)|log|\.(args|log|examples\w*|vocabulary)-)'
    r'\w{8}(\.\w+)?$'
)
# Of a run that died before its first snapshot: they would speak of another one's network.
_REMAINS = re.compile(
    r'(log|{}|{}\d+\.jpg)$'.format(re.escape(run_folder.BEST), run_folder.EXAMPLES_OF_EPOCH)
)


def prepare(args, logged=1):
    """Refuse early what :func:`opened` would, and find the snapshot to continue from.

    Args:
        args (argparse.Namespace): ``out``, and ``resume``, which becomes a path, or None: a run
            that died before its first snapshot is resumed from the beginning.
        logged (float): As in :func:`cli.run_folder.refuse_another`.
    """
    args.resume = together.from_first(lambda: _snapshot(args, logged))


def _snapshot(args, logged):
    if os.path.isdir(args.out):
        with lock.held(args.out):
            pass
    if args.resume != 'latest':
        if not args.resume:
            run_folder.refuse_another(args.out, logged)
        return args.resume
    path = snapshots.latest(args.out)
    if path is None:
        if not os.path.exists(os.path.join(args.out, run_folder.ARGS)):
            raise UserError('{} has no snapshot to resume: start without --resume'.format(args.out))
        try:
            run_folder.refuse_another(args.out, logged)
        except UserError:
            raise UserError(
                '{} has no snapshot to resume, but a run that ended: choose another --out'.format(
                    args.out
                )
            )
        print('{}: no snapshot was taken yet: from the beginning'.format(args.out))
    return path


@contextlib.contextmanager
def opened(args, facts, trainer, logged=1):
    """Hold ``args.out``, continue from the snapshot if there is one, then write ``args.json``.

    Args:
        args (argparse.Namespace): As :func:`prepare` left it.
        facts (dict): As in :func:`cli.run_folder.describe`.
        trainer (~chainer.training.Trainer): With all its extensions.
        logged (float): As in :func:`prepare`.

    Raises:
        UserError: Another run holds the folder, left something in it that would be lost, or is
            another one than the one to continue; or the folder can't be written.
    """
    with _held(args):
        if args.resume:
            if several.first():
                same_run.check(args, facts)
            snapshots.resume(trainer, args)
        if several.first():
            _begin(args, facts, logged)
        try:
            # What Chainer writes itself names no file when the disk is full.
            with files.naming(args.out):
                yield
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_left(args.out))


@contextlib.contextmanager
def _held(args):
    if not several.first():
        yield
        return
    new = not os.path.isdir(args.out)
    with _writable(args.out):
        os.makedirs(args.out, exist_ok=True)
    try:
        with lock.held(args.out):
            yield
    finally:
        if new and os.path.isdir(args.out) and not os.listdir(args.out):
            os.rmdir(args.out)


@contextlib.contextmanager
def _writable(out):
    try:
        yield
    except OSError as e:
        raise UserError("--out {} can't be written: {}".format(out, e.strerror))


def _begin(args, facts, logged):
    if not args.resume:
        # Again: another one may have come and gone since.
        run_folder.refuse_another(args.out, logged)
        _remove(args.out, _REMAINS.match)
    _remove(args.out, _TEMPORARY.match)
    with _writable(args.out):
        run_folder.describe(args, facts)


def _remove(folder, which):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if which(name):
            if os.path.isdir(path):
                shutil.rmtree(path)
            else:
                os.remove(path)


def told(out):
    """A line on what the run left, for who looks for it."""
    many = '.', 'snapshot_', run_folder.EXAMPLES_OF_EPOCH
    shown = [name for name in sorted(os.listdir(out)) if not name.startswith(many)]
    return '{}: {}'.format(out, ', '.join(shown))


def _left(out):
    if snapshots.names(out):
        return 'the snapshots in {} can be continued with --resume'.format(out)
    return 'there is no snapshot yet in {}'.format(out)
