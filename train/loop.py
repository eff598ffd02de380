"""The loop all scripts share: Chainer's Trainer with the extensions of this repository."""

import matplotlib
import numpy
from chainer import serializers
from chainer.training import StandardUpdater, Trainer, extensions, triggers

from train import snapshots
from train.batches import iterator, to_device
from train.progress import extend_with_progress
from train.random_state import RandomState
from train.stop_on_nan import StopOnNaN

# Runs have no screen.
matplotlib.use('Agg')

REPORTED = [
    'epoch', 'iteration', 'main/loss', 'validation/main/loss',
    'main/accuracy', 'validation/main/accuracy', 'elapsed_time',
]  # fmt: skip


def train(args, device, optimizer, train_set, test_set, extra=()):
    """Train as the options say; leaves log, curves, snapshots and models in ``args.out``.

    Args:
        args (argparse.Namespace): ``out``, ``resume``, ``epoch``, ``batchsize``,
            ``seed`` and ``loaders``.
        device (~chainer.backend.Device): Where the arrays go.
        optimizer (~chainer.Optimizer): Set up with the network, which reports
            ``loss`` and ``accuracy``.
        train_set: Data set of (picture, label).
        test_set: The same, evaluated after every epoch.
        extra: More extensions, called after every epoch.
    """
    model = optimizer.target
    updater = StandardUpdater(
        iterator(train_set, args.batchsize, args.seed, args.loaders),
        optimizer, converter=to_device, device=device,
    )  # fmt: skip
    trainer = Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    test = iterator(test_set, args.batchsize, args.seed, args.loaders, repeat=False)
    trainer.extend(extensions.Evaluator(test, model, converter=to_device, device=device))
    trainer.extend(StopOnNaN())
    trainer.extend(extensions.observe_lr())
    trainer.extend(extensions.LogReport())
    trainer.extend(extensions.PrintReport(REPORTED))
    for name in ('loss', 'accuracy'):
        curves = ['main/' + name, 'validation/main/' + name]
        trainer.extend(extensions.PlotReport(curves, 'epoch', filename=name + '.png'))
    for extension in extra:
        trainer.extend(extension, trigger=(1, 'epoch'))
    trainer.extend(RandomState())
    trainer.extend(snapshots.snapshot(), trigger=snapshots.EpochOrMinutes())
    trainer.extend(
        extensions.snapshot_object(model, 'model_best.npz', savefun=save),
        trigger=triggers.MaxValueTrigger('validation/main/accuracy'),
    )
    extend_with_progress(trainer)
    if args.resume:
        snapshots.resume(trainer, args.resume)
    trainer.run(show_loop_exception_msg=False)
    extensions.snapshot_object(model, 'model_final.npz', savefun=save)(trainer)


def save(path, model):
    """Write a model's weights, uncompressed, for ``models.weights.load``."""
    serializers.save_npz(path, model, compression=False)


def seed(value, device):
    """Seed what weights and dropout are drawn from, on the CPU and on ``device``."""
    numpy.random.seed(value)
    device.xp.random.seed(value)
