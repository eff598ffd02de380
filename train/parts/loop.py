"""The loop all scripts share: Chainer's Trainer with the extensions of this repository."""

import functools

import matplotlib
import numpy
from chainer import serializers
from chainer.training import StandardUpdater, Trainer, extensions, triggers

from cli import several
from train.parts import snapshots, statistics, together
from train.parts.batches import iterator, to_device
from train.parts.progress import console, extend_with_progress
from train.parts.random_state import RandomState
from train.parts.seldom_log import SeldomLog
from train.parts.stop_on_nan import StopOnNaN
from train.parts.tensorboard import TensorBoard

# Runs have no screen.
matplotlib.use('Agg')


def seed(value, device):
    """Seed what weights and dropout are drawn from, on the CPU and on ``device``."""
    numpy.random.seed(value)
    device.xp.random.seed(value)


def train_and_test(args, device, optimizer, train_set, test_set, extra=(), converter=to_device):
    """Train a network that reports ``loss`` and ``accuracy``; test it after every epoch.

    Args:
        args (argparse.Namespace): ``out``, ``resume``, ``epoch``, ``batchsize``,
            ``seed`` and ``loaders``.
        device (~chainer.backend.Device): Where the arrays go.
        optimizer (~chainer.Optimizer): Set up with the network.
        train_set: Data set of (picture, label).
        test_set: The same, never trained on.
        extra: More extensions, called after every epoch.
        converter: Of training batches; called in this process, where what it draws
            at random is NumPy's and so in the snapshots.
    """
    updater = StandardUpdater(
        iterator(train_set, args.batchsize, args.seed, args.loaders),
        together.optimizer(optimizer),
        converter=converter,
        device=device,
    )
    trainer = Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    model = optimizer.target
    mine = together.share(test_set, 'test pictures')
    test = iterator(mine, args.batchsize, args.seed, args.loaders, repeat=False)
    evaluator = extensions.Evaluator(test, model, converter=to_device, device=device)
    trainer.extend(together.evaluator(evaluator, test_set, mine))
    reported = []
    for name in ('loss', 'accuracy'):
        curves = ['main/' + name, 'validation/main/' + name]
        plot = extensions.PlotReport(curves, 'epoch', filename=name + '.png')
        together.extend_first(trainer, plot)
        reported += curves
    for extension in extra:
        trainer.extend(extension, trigger=(1, 'epoch'))
    together.extend_first(
        trainer,
        extensions.snapshot_object(model, 'model_best.npz', savefun=save),
        trigger=triggers.MaxValueTrigger('validation/main/accuracy'),
    )
    finish = functools.partial(statistics.recompute, args, device, model, train_set, converter)
    run(args, trainer, model, reported, finish=finish)


def run(args, trainer, model, reported, report=(1, 'epoch'), snapshot=None, finish=None):
    """Run a trainer with log, progress, snapshots and resume; leave ``model_final.npz``.

    Args:
        args (argparse.Namespace): ``resume``, ``seed`` and ``tensorboard``.
        trainer (~chainer.training.Trainer): With what is special to its script.
        model (~chainer.Link): What ``model_final.npz`` will hold.
        reported (list): Names of the observations to print.
        report (tuple): How often to log and print.
        snapshot (tuple): How often to take a snapshot and to write the log, if not after
            every epoch (and every ten minutes a snapshot).
        finish: Called after the training, before ``model_final.npz`` is written: what it
            changes is in no snapshot, so that a continued run goes on as if it had not been.
    """
    together.extend_others(trainer, args.seed)
    trainer.extend(StopOnNaN())
    extend = functools.partial(together.extend_first, trainer)
    log = SeldomLog(report, snapshot) if snapshot else extensions.LogReport(trigger=report)
    extend(log, name='LogReport')
    columns = ['epoch', 'iteration'] + reported + ['elapsed_time']
    extend(extensions.PrintReport(columns, out=console()), trigger=report)
    if args.tensorboard:
        extend(TensorBoard(), trigger=report)
    extend(RandomState())
    extend(snapshots.snapshot(), trigger=snapshot or snapshots.EpochOrMinutes())
    if several.first():
        extend_with_progress(trainer)
    if args.resume:
        snapshots.resume(trainer, args.resume)
    trainer.run(show_loop_exception_msg=False)
    if finish:
        finish()
    if several.first():
        extensions.snapshot_object(model, 'model_final.npz', savefun=save)(trainer)


def save(path, model):
    """Write a model's weights, uncompressed, for ``models.weights.load``."""
    serializers.save_npz(path, model, compression=False)
