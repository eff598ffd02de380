"""A run's folder explains itself: ``args.json`` beside its log and models."""

import json
import os
import platform
import subprocess

import chainer
import numpy

from cli import json_file
from cli.errors import UserError
from cli.files import write_json
from cli.json_file import (
    BYTE,
    COUNT,
    NUMBER,
    NUMBER_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    YES_OR_NO,
)

ARGS = 'args.json'
BEST = 'model_best.npz'
EXAMPLES_OF_EPOCH = 'examples_epoch_'
"""What the name of the example pictures of an epoch that is over begins with."""
# What those who read it rely on.
_KINDS = {
    'model': TEXT, 'n_class': COUNT, 'width': COUNT, 'hidden_units': COUNT, 'classes': [TEXT],
    'contrast': TEXT, 'lr': NUMBER, 'colours': [[BYTE]],
    'structure': {
        'aspp': TEXT, 'bins': [COUNT], 'cells': COUNT, 'decoder': YES_OR_NO, 'learnt': YES_OR_NO,
        'normalization': YES_OR_NO, 'output_stride': COUNT, 'size': COUNT, 'skips': YES_OR_NO,
    },
    'options': {
        'balance': NUMBER, 'batchsize': COUNT, 'classes': TEXT_OR_NULL, 'corpus': TEXT,
        'data': TEXT_OR_NULL, 'device': TEXT, 'epoch': COUNT, 'forget_bias': NUMBER,
        'hidden_units': COUNT, 'length': COUNT, 'lr': NUMBER_OR_NULL, 'optimizer': TEXT,
        'scale': NUMBER, 'seed': NUMBER, 'sizes': [COUNT], 'test_list': TEXT_OR_NULL, 'view': TEXT,
    },
}  # fmt: skip


def describe(args, facts):
    """Write ``args.json`` into ``args.out``.

    Args:
        args (argparse.Namespace): The script's options.
        facts (dict): What else a reader of the folder needs to know, such as the
            network's name and number of classes.
    """
    description = dict(facts, options=vars(args), versions=versions(), commit=_commit())
    write_json(os.path.join(args.out, ARGS), description)


def read(folder):
    """The content of a run's ``args.json`` as a dict, which tells in one line what it lacks.

    Raises:
        UserError: ``folder`` is not the folder of a run, or what it says is of a wrong kind.
    """
    path = os.path.join(folder, ARGS)
    try:
        return json_file.read(path, _KINDS)
    except (OSError, ValueError):
        raise UserError(
            '{} has no readable {}: it is not the --out of a training run'.format(folder, ARGS)
        )


def model_file(folder, *names):
    """Path of the first of some model files that is in a run's folder; of the last, if none is.

    Raises:
        UserError: None is, and none will be: it is a run as it is kept, such as those in results/.
    """
    paths = [os.path.join(folder, name) for name in names]
    found = [path for path in paths if os.path.exists(path)]
    there = os.listdir(folder) if os.path.isdir(folder) else []
    if not found and 'log' in there and not any(name.startswith('snapshot_') for name in there):
        raise UserError(
            '{}: this kept run has no weights ({}): its options and its log stayed, from which it '
            'can be trained again'.format(folder, ' or '.join(names))
        )
    return (found or paths[-1:])[0]


def refuse_another(folder, logged):
    """Refuse to start a run in ``folder`` where that would cost what another one left.

    Args:
        folder (str): ``--out``.
        logged (float): A run that dies before its first snapshot has logged at most so many
            epochs; of such a run nothing is lost.

    Raises:
        UserError: It holds a run.
    """
    names = os.listdir(folder) if os.path.isdir(folder) else []
    done = any(
        name.startswith(('snapshot_', 'model_', 'evaluation')) for name in names if name != BEST
    )
    # The best weights of the first epoch are written before its snapshot, and after its log.
    if done or {BEST, 'log'} & set(names) and _logged(folder) > logged:
        raise UserError(
            '{} holds a run already: continue it with --resume, or choose another --out'.format(
                folder
            )
        )


def _logged(folder):
    try:
        with open(os.path.join(folder, 'log'), encoding='utf-8') as f:
            return json.load(f)[-1]['epoch']
    except (OSError, ValueError, LookupError, TypeError):
        return float('inf')  # whatever it is, it is not ours to replace


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
