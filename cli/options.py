"""One vocabulary of options for every script: Chainer's."""

import argparse

import chainer
import numpy

from cli import kinds, several
from cli.errors import UserError
from cli.parser import Parser


class _Help(argparse.ArgumentDefaultsHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """The script's docstring as it stands, and every default shown that is one."""

    def _get_help_string(self, action):
        if action.default is None:
            return action.help
        return super(_Help, self)._get_help_string(action)


def parser(doc):
    """Parser whose description is the docstring ``doc`` of a script."""
    return Parser(description=doc, formatter_class=_Help)


def add_device(p):
    """Add ``--device/-d``; :func:`use_device` takes what it holds."""
    # --gpu, -g: as in Chainer's examples before Chainer 6.
    p.add_argument(
        '--device', '-d', '--gpu', '-g', type=kinds.device, default='-1', metavar='DEVICE',
        help='-1, cpu or @numpy: CPU; 0, gpu, cuda:0 or @cupy:0: the first GPU',
    )  # fmt: skip


def add_training(p, epoch, batchsize, out):
    """Add what every training script takes, with the script's own defaults."""
    add_device(p)
    p.add_argument('--out', '-o', default=out, help='folder of this run')
    p.add_argument(
        '--resume', '-r', nargs='?', const='latest', metavar='SNAPSHOT',
        help='continue the run in --out, from its newest snapshot or from the one given',
    )  # fmt: skip
    p.add_argument('--epoch', '-e', type=kinds.positive, default=epoch, help='epochs to train')
    p.add_argument(
        '--batchsize', '-b', type=kinds.positive, default=batchsize, help='examples a step'
    )
    p.add_argument('--seed', type=kinds.seed, default=0, help='of weights, order and dropout')
    p.add_argument(
        '--communicator', choices=several.COMMUNICATORS,
        help='train in all processes that mpiexec starts: naive on CPUs, pure_nccl on GPUs',
    )  # fmt: skip
    p.add_argument(
        '--tensorboard', action='store_true', help='leave event files for TensorBoard in --out too'
    )


def add_data(p, data, division):
    """Add the options that name pictures to train on and to test on.

    Args:
        p (argparse.ArgumentParser): Takes them.
        data (str): What ``--data`` may be, for its help.
        division (str): How the pictures are divided without lists, for the help.
    """
    p.add_argument('--data', help='{} (default: drawn here)'.format(data))
    p.add_argument(
        '--train-list', help='names of the training pictures (default: {})'.format(division)
    )
    p.add_argument('--test-list', help='names of the test pictures')
    p.add_argument(
        '--classes', metavar='FILE', help='names of the classes (default: classes.txt of the data)'
    )


def add_pictures(p):
    """Add what the scripts that train on pictures take besides."""
    p.add_argument('--width', type=kinds.units, help=(
        'channels of VGG\'s first block; the posts have 64, less is quicker '
        '(default: as in --init-weights, else 64)'))  # fmt: skip
    p.add_argument('--lr', type=kinds.rate, help="learning rate, if not the script's own")
    p.add_argument(
        '--loaders', type=kinds.processes, default=1,
        help='processes that load ahead; 0: load in between',
    )  # fmt: skip


def use_training_device(args):
    """Join the processes of ``--communicator`` and make this one's device the current one.

    On a machine with several GPUs the first process takes the one that ``--device`` names, and
    each other one the next. Notes in ``args.processes`` how many processes there are.

    Returns:
        ~chainer.backend.Device: The device.

    Raises:
        UserError: As :func:`use_device` and ``several.start``.
    """
    several.start(args.communicator)
    args.processes = several.comm().size
    device = use_device(args.device, several.comm().intra_rank)
    if device.xp is numpy and args.communicator not in (None, 'naive'):
        raise UserError(
            '--communicator {} joins GPUs: give --device 0 with it, or take '
            '--communicator naive'.format(args.communicator)
        )
    return device


def use_device(name, place=0):
    """Make the device that ``--device`` names the current one and return it.

    Args:
        name (str): As Chainer writes devices.
        place (int): For a GPU, how many after the one named.

    Raises:
        UserError: There is no such device, or it can't be used; with the reason.
    """
    try:
        device = chainer.get_device(name)
        if place and isinstance(device, chainer.backend.GpuDevice):
            device = chainer.get_device('@cupy:{}'.format(device.device.id + place))
            name = device.name
        device.use()
    except Exception as e:  # CuPy's, CUDA's and Chainer's own, none with a common base
        raise UserError("--device {} can't be used: {}{}".format(name, e, _more(e)))
    return device


def _more(e):
    """Where to ask, if it was CUDA that refused: it calls a missing driver too old, too."""
    if not type(e).__module__.startswith('cupy'):
        return ''
    return ' (python -m chainer_compat.doctor --gpu says what is wrong)'
