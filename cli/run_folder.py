"""A run's folder explains itself: ``args.json`` beside its log and models."""

import json
import os
import platform
import subprocess

import chainer
import numpy

from cli import several
from cli.errors import UserError
from cli.files import write_json

ARGS = 'args.json'
# These may differ between a run and its continuation.
_FREE = ('resume', 'epoch', 'device', 'out', 'communicator', 'tensorboard')


def create(args, **facts):
    """Make ``args.out`` and write ``args.json`` into it; of several processes, the first does.

    Args:
        args (argparse.Namespace): The script's options; ``out`` and ``resume``
            are looked at.
        facts: What else a reader of the folder needs to know, such as the
            network's name and number of classes.

    Raises:
        UserError: The folder holds a run and ``--resume`` is not given, the
            run to resume had other options, or the folder can't be written.
    """
    if not several.first():
        return
    path = os.path.join(args.out, ARGS)
    options = {k: v for k, v in vars(args).items()}
    if not args.resume:
        if _holds_a_run(args.out):
            raise UserError(
                '{} holds a run already: continue it with --resume, or choose another --out'.format(
                    args.out
                )
            )
    elif os.path.exists(path):
        before = read(args.out)['options']
        for key in sorted(set(options) - set(_FREE)):
            if key in before and before[key] != options[key]:
                raise UserError(
                    '{} was started with {} {}, not {}: it can only be continued as it was'.format(
                        args.out, _typed(key), before[key], options[key]
                    )
                )
    try:
        os.makedirs(args.out, exist_ok=True)
        write_json(path, dict(facts, options=options, versions=versions(), commit=_commit()))
    except OSError as e:
        raise UserError("--out {} can't be written: {}".format(args.out, e.strerror))


def _typed(key):
    return 'mpiexec -n' if key == 'processes' else '--' + key.replace('_', '-')


def _holds_a_run(folder):
    # args.json alone: a run that ended before it left anything to lose.
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return any(name == 'log' or name.startswith(('snapshot_', 'model_')) for name in names)


def read(folder):
    """The content of a run's ``args.json`` as a dict.

    Raises:
        UserError: ``folder`` is not the folder of a run.
    """
    path = os.path.join(folder, ARGS)
    try:
        with open(path, encoding='utf-8') as f:
            return json.load(f)
    except (OSError, ValueError):
        raise UserError(
            '{} has no readable {}: it is not the --out of a training run'.format(folder, ARGS)
        )


def versions():
    """Versions of what a result depends on."""
    found = {
        'python': platform.python_version(),
        'numpy': numpy.__version__,
        'chainer': chainer.__version__,
    }
    if chainer.backends.cuda.available:
        found['cupy'] = chainer.backends.cuda.cupy.__version__
    return found


def _commit():
    """The checkout's commit, with a + when files differ from it; None without git."""
    here = os.path.dirname(os.path.abspath(__file__))
    try:
        described = subprocess.run(
            ['git', '-C', here, 'describe', '--always', '--abbrev=12', '--dirty=+'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    return described.stdout.decode('ascii').strip()
