"""Every training script, for a few steps, on two devices with the same seed, without TF32."""

import json
import os
import subprocess
import sys
import tempfile

from benchmarks.gpu_check import precision
from benchmarks.gpu_check.row import Row
from cli.errors import UserError
from data import shapes

# Of the loss; what float32 does to a handful of steps, and what other random numbers for
# dropout and negative words do.
LIMIT, LIMIT_RANDOM = 0.02, 0.2

_PICTURES = ['--loaders', '0', '-e', '2', '--data', None]
_WORDS = ['--corpus', 'planted', '--min-count', '1', '--units', '20', '-b', '200', '-e', '1']
# Name: script, options (None: the folder of pictures), limit.
SCRIPTS = {
    'vggnet': (
        'vggnet',
        ['--loaders', '0', '--width', '8', '--number', '64', '-b', '16', '-e', '2'],
        LIMIT,
    ),
    'fcn32s': ('fcn32s', ['--width', '8'] + _PICTURES, LIMIT),
    'fcn16s': ('fcn16s', ['--width', '8'] + _PICTURES, LIMIT),
    'fcn8s': ('fcn8s', ['--width', '8'] + _PICTURES, LIMIT),
    'fcn8s_atonce': ('fcn8s_atonce', ['--width', '8'] + _PICTURES, LIMIT),
    'fcn8s_before': (
        'fcn8s_before',
        ['--width', '8', '--side', '64', '-b', '2'] + _PICTURES,
        LIMIT,
    ),
    'fcn_squeeze': ('fcn_squeeze', ['--width', '24', '-b', '1'] + _PICTURES, LIMIT),
    'fcn_squeeze pooled': (
        'fcn_squeeze',
        ['--variant', 'pooled', '--width', '24', '-b', '1'] + _PICTURES,
        LIMIT,
    ),
    'segnet_basic': ('segnet', ['--width', '8', '-b', '1'] + _PICTURES, LIMIT),
    'segnet': ('segnet', ['--variant', 'vgg', '--width', '8', '-b', '1'] + _PICTURES, LIMIT),
    'unet': ('unet', ['--width', '4', '--border', '0'] + _PICTURES, LIMIT_RANDOM),
    'deeplab': ('deeplab', ['--width', '4', '--crop', '65', '-b', '2'] + _PICTURES, LIMIT),
    'spp_net': (
        'spp_net',
        [
            '--loaders',
            '0',
            '--width',
            '16',
            '--number',
            '64',
            '--sizes',
            '64',
            '-b',
            '16',
            '-e',
            '2',
        ],
        LIMIT,
    ),
    'yolo': (
        'yolo',
        ['--loaders', '0', '--width', '4', '--size', '112', '--dropout', '0', '-b', '8', '-e', '1'],
        LIMIT,
    ),
    'fashion_mnist': ('fashion_mnist', ['-e', '1'], LIMIT),
    'lstm_sine': ('lstm_sine', ['-e', '20'], LIMIT),
    'skip_gram': ('skip_gram', _WORDS, LIMIT_RANDOM),
}


def losses(script, options, device, out):
    """The losses that a training script logs.

    Args:
        script (str): Module of ``train``.
        options (list of str): What it is called with.
        device (str): The device, as Chainer writes it.
        out (str): Folder for the run, not yet there.

    Returns:
        list of float: ``main/loss`` of each line of the log.

    Raises:
        UserError: The script failed.
    """
    command = [sys.executable, '-m', 'train.' + script, '--device', device, '--out', out]
    ended = subprocess.run(
        command + options,
        env=precision.environ(False),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if ended.returncode:
        told = ended.stdout.decode(errors='replace').strip().splitlines() or ['']
        raise UserError('{} failed: {}'.format(' '.join(command + options), told[-1]))
    with open(os.path.join(out, 'log')) as f:
        return [entry['main/loss'] for entry in json.load(f)]


def rows(device, against):
    """A row for each script: the largest relative difference of the losses it logs.

    Its facts are the two curves: ``losses``, by device.
    """
    with tempfile.TemporaryDirectory() as scratch:
        data = os.path.join(scratch, 'shapes')
        shapes.make(data, number=8, side=64)
        for name, (script, options, limit) in SCRIPTS.items():
            options = [data if option is None else option for option in options]
            both = [
                losses(script, options, where, os.path.join(scratch, name + str(i)))
                for i, where in enumerate((device, against))
            ]
            worst = max(abs(one / other - 1) for one, other in zip(*both))
            kept = {'losses': dict(zip((device, against), both))}
            yield Row('{}: training'.format(name), worst, 'relative', limit, kept)
