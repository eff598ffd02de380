"""A training step of every network: time and memory, beside PyTorch's.

One process a side, Chainer with cuDNN, Chainer without, PyTorch in its own environment; this one
starts all three and lets them work in turn, so that a slow minute slows all. TF32 is on for all or
off for all.
"""

import collections
import json
import os
import sys

import chainer
import numpy
from chainer.backends import cuda

from benchmarks.gpu_check import precision
from benchmarks.gpu_check.row import Row
from benchmarks.gpu_check.works import WORKS
from benchmarks.pairs import Side
from cli.errors import UserError

# Rounds in which each side works once, and steps of each time.
ROUNDS, REPEATS = 10, 5

CUDNN, WITHOUT, TORCH = 'cuDNN', 'no cuDNN', 'PyTorch'

Setting = collections.namedtuple('Setting', 'tf32 tuned')
Setting.__doc__ = """What holds for all sides: TF32 or not; as it comes, or cuDNN's quickest way."""

PLAIN = [Setting(False, False), Setting(True, False)]
TUNED = [Setting(False, True), Setting(True, True)]


def words(setting):
    """The setting, for a table."""
    return 'TF32 {}{}'.format('on' if setting.tf32 else 'off', ', tuned' * setting.tuned)


def rows(device, torch=None, names=None, rounds=ROUNDS, repeats=REPEATS, small=None):
    """The time of a step against PyTorch's, or in seconds where there is none to compare with.

    Args:
        device (str): As Chainer writes it.
        torch (str or None): The Python of an environment with PyTorch; None: without it.
        names (list of str): Of ``WORKS``; None: all.
        rounds (int), repeats (int): How often each side works, and how many steps each time.
        small (dict): Arguments of both sides, for a test; None: the sizes that the table names.
    """
    for name, work in WORKS.items():
        if names is not None and name not in names:
            continue
        # Those with a goal in every way.
        for setting in PLAIN + (TUNED if work.goal and cuda.cudnn_enabled else []):
            what = '{}, {}'.format(work.what, words(setting))
            sides = dict(targets(work, setting, device, torch, repeats, small))
            try:
                facts = measure(sides, setting, rounds)
            except UserError as e:
                print(e)
                yield Row(what + ': did not run', 1, 'work', 0)
                continue
            facts.update(setting._asdict(), work=name, goal=work.goal)
            yield _row(what, facts)


def _row(what, facts):
    if facts['ratio'] is None:
        return Row(what, facts['seconds'][next(iter(facts['seconds']))], 's', None, facts)
    judged = facts['goal'] and CUDNN in facts['seconds'] and not facts['tuned']
    return Row(what, facts['ratio'], "x PyTorch's", facts['goal'] if judged else None, facts)


def targets(work, setting, device, torch, repeats, small=None):
    """The sides of a work: pairs of a name and the command that starts it."""
    arguments = dict(work.arguments or {}, **(small or {}))
    for name, cudnn in ((CUDNN, True), (WITHOUT, False)):
        if cudnn and not cuda.cudnn_enabled or not cudnn and setting.tuned:
            continue
        options = {'device': device, 'cudnn': cudnn, 'tuned': setting.tuned}
        yield name, command(sys.executable, work.ours, arguments, options, repeats)
    if torch and work.peer:
        options = {'device': torch_device(device), 'tf32': setting.tf32, 'tuned': setting.tuned}
        yield TORCH, command(torch, work.peer, small or {}, options, repeats)


def command(python, target, arguments, options, repeats):
    """How ``benchmarks.gpu_check.side`` is started."""
    asked = {'arguments': arguments, 'options': options, 'repeats': repeats}
    side = ['-W', 'ignore', '-m', 'benchmarks.gpu_check.side']
    return [os.path.abspath(python)] + side + [target, json.dumps(asked)]


def torch_device(device):
    """PyTorch's name of one of Chainer's devices."""
    device = chainer.get_device(device)
    return 'cpu' if device.xp is numpy else 'cuda:{}'.format(device.device.id)


def measure(sides, setting, rounds):
    """Let all sides work in turn.

    Args:
        sides (dict): As :func:`targets` has it.
        setting (Setting): Whether with TF32.
        rounds (int): How often.

    Returns:
        dict: By side, median ``seconds`` of a step, ``gib``, ``versions``; ``ratio`` of the first
        one's time to PyTorch's, the median of all rounds, and its ``spread`` (None without).

    Raises:
        UserError: A side ended early.
    """
    environ = precision.environ(setting.tf32)
    running = {}
    try:
        for name, started in sides.items():
            running[name] = Side(name, started, environ)
        versions = {name: side.wait() for name, side in running.items()}
        # Rounds, sides, seconds and memory.
        found = numpy.array([[side.work() for side in running.values()] for _ in range(rounds)])
    finally:
        for side in running.values():
            side.end()
    seconds, gib = numpy.median(found[:, :, 0], axis=0), found[-1, :, 1]
    ratio = spread = None
    if TORCH in sides:
        ratios = found[:, 0, 0] / found[:, list(sides).index(TORCH), 0]
        ratio, spread = float(numpy.median(ratios)), [float(ratios.min()), float(ratios.max())]
    return {
        'seconds': dict(zip(sides, seconds.tolist())),
        'gib': dict(zip(sides, gib.tolist())),
        'versions': versions,
        'ratio': ratio,
        'spread': spread,
        'rounds': rounds,
    }
