"""The loop all scripts share: Chainer's Trainer with the extensions of this repository."""

import functools
import random

import matplotlib
import numpy
from chainer.training import StandardUpdater, Trainer, extensions, triggers

from cli import options, several
from train.parts import own_folder, snapshots, statistics, together
from train.parts.batches import fit_batch, iterator, to_device
from train.parts.progress import console, extend_with_progress
from train.parts.random_state import RandomState
from train.parts.seldom_log import SeldomLog
from train.parts.stop_on_nan import StopOnNaN
from train.parts.tensorboard import TensorBoard
from train.parts.testing import CountingEvaluator
from train.parts.weights_file import save

# Runs have no screen.
matplotlib.use('Agg')


def begin(args, logged=1):
    """What every script begins with: its device, its folder, its seed.

    Args:
        args (argparse.Namespace): Options of a training; ``resume`` becomes the path of the
            snapshot to continue from, or None.
        logged (float): As :func:`run`.

    Returns:
        ~chainer.backend.Device: The device that ``--device`` asks for.
    """
    device = options.use_training_device(args)
    own_folder.prepare(args, logged)
    # Weights and dropout are drawn from these, on the CPU and on the device.
    numpy.random.seed(args.seed)
    random.seed(args.seed)
    device.xp.random.seed(args.seed)
    return device


def train_and_test(
    args,
    device,
    optimizer,
    train_set,
    test_set,
    facts,
    extra=(),
    converter=to_device,
    evaluator=CountingEvaluator,
    measures=('accuracy',),
    tested=(),
    each_step=(),
):
    """Train a network that reports ``loss`` and ``measures``; test it after every epoch.

    Args:
        args (argparse.Namespace): ``out``, ``resume``, ``epoch``, ``batchsize``,
            ``seed`` and ``loaders``.
        device (~chainer.backend.Device): Where the arrays go.
        optimizer (~chainer.Optimizer): Set up with the network.
        train_set: Data set of (picture, label).
        test_set: The same, never trained on.
        facts (dict): For ``args.json``, besides the options.
        extra: More extensions, called after every epoch.
        converter: Of training batches; called in this process, where what it draws
            at random is NumPy's and so in the snapshots.
        evaluator: Makes the test's extension of ``args``, ``device``, the model and ``test_set``.
        measures: Names of what the network reports besides the loss.
        tested: Names of what only the test reports; the best model has most of the last name.
        each_step: More extensions, called after every step.
    """
    fit_batch(args, train_set)
    updater = StandardUpdater(
        iterator(train_set, args.batchsize, args.seed, args.loaders),
        together.optimizer(optimizer),
        converter=converter,
        device=device,
    )
    trainer = Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    model = optimizer.target
    trainer.extend(evaluator(args, device, model, test_set))
    reported = []
    measures = tuple(measures) + tuple(tested)
    for name in ('loss',) + measures:
        curves = ['main/' + name] * (name not in tested) + ['validation/main/' + name]
        plot = extensions.PlotReport(curves, 'epoch', filename=name + '.png')
        together.extend_first(trainer, plot)
        reported += curves
    for extension in extra:
        trainer.extend(extension, trigger=(1, 'epoch'))
    for extension in each_step:
        trainer.extend(extension)
    together.extend_first(
        trainer,
        extensions.snapshot_object(model, 'model_best.npz', savefun=save),
        trigger=triggers.MaxValueTrigger('validation/main/' + measures[-1]),
    )
    finish = functools.partial(statistics.recompute, args, device, model, train_set, converter)
    run(args, trainer, model, facts, reported, finish=finish)


def run(
    args, trainer, model, facts, reported, report=(1, 'epoch'), snapshot=None, finish=None, logged=1
):
    """Run a trainer with log, progress, snapshots and resume; leave ``model_final.npz``.

    Args:
        args (argparse.Namespace): As :func:`begin` left it.
        trainer (~chainer.training.Trainer): With what is special to its script.
        model (~chainer.Link): What ``model_final.npz`` will hold.
        facts (dict): For ``args.json``, besides the options.
        reported (list): Names of the observations to print.
        report (tuple): How often to log and print.
        snapshot (tuple): How often to take a snapshot and to write the log, if not after
            every epoch (and every ten minutes a snapshot).
        finish: Called after the training, before ``model_final.npz`` is written: what it
            changes is in no snapshot, so that a continued run goes on as if it had not been.
        logged (float): How many epochs may stand in the log before the first snapshot is taken.
    """
    together.extend_others(trainer, args.seed)
    watch = StopOnNaN(args, model)
    trainer.extend(watch)
    extend = functools.partial(together.extend_first, trainer)
    # Also where it isn't seldom: whole or not at all, with its name when the disk is full.
    log = SeldomLog(report, snapshot or report)
    extend(log, name='LogReport')
    columns = ['epoch', 'iteration'] + reported + ['elapsed_time']
    extend(extensions.PrintReport(columns, out=console()), trigger=report)
    if args.tensorboard:
        extend(TensorBoard(), trigger=report)
    extend(RandomState())
    extend(snapshots.snapshot(), trigger=snapshot or snapshots.EpochOrMinutes())
    if several.first():
        extend_with_progress(trainer)
    with own_folder.opened(args, facts, trainer, logged):
        trainer.run(show_loop_exception_msg=False)
        if finish:
            finish()
        if several.first():
            extensions.snapshot_object(model, 'model_final.npz', savefun=save)(trainer)
    if several.first():
        watch.look_back(log.log)
        print(own_folder.told(args.out))
