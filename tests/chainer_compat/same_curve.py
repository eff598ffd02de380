"""A small network, trained the same way on every stack.

    python -m tests.chainer_compat.same_curve >tests/chainer_compat/same_curve.json

made the stored curve on the period stack (Python 3.7, NumPy 1.19).
"""

import json
import sys
import tempfile

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
from chainer import training
from chainer.training import extensions

STEPS = 48


class Net(chainer.Chain):
    """What the posts' networks are made of: (N, 3, 12, 12) -> scores (N, 4, 12, 12)."""

    def __init__(self):
        super(Net, self).__init__()
        with self.init_scope():
            self.conv1 = L.Convolution2D(3, 8, 3, pad=1)
            self.bn1 = L.BatchNormalization(8)
            self.conv2 = L.Convolution2D(8, 16, 3, pad=1)
            self.score = L.Convolution2D(16, 4, 1)
            self.up = L.Deconvolution2D(4, 4, 4, stride=2, pad=1, nobias=True)

    def forward(self, x):
        h = F.max_pooling_2d(F.relu(self.bn1(self.conv1(x))), 2, 2)  # 1/2
        h = F.dropout(F.relu(self.conv2(h)), 0.5)
        return self.up(self.score(h))


def examples(number=16):
    """Coarse noise with a label that can be learned: the brightest channel, 3 where all are dark.

    Returns:
        TupleDataset: Pairs of float32 (3, 12, 12) and int32 (12, 12); the border is -1.
    """
    x = numpy.random.uniform(-1, 1, (number, 3, 6, 6)).astype(numpy.float32)
    x = x.repeat(2, axis=2).repeat(2, axis=3)
    t = numpy.where(x.max(axis=1) < 0, 3, x.argmax(axis=1)).astype(numpy.int32)
    t[:, 0] = -1
    return chainer.datasets.TupleDataset(x, t)


def train():
    """Train ``STEPS`` steps from seed 0.

    Returns:
        list of dict: The log: loss and accuracy, averaged over 4 steps each.
    """
    numpy.random.seed(0)
    model = L.Classifier(
        Net(),
        lossfun=lambda y, t: F.softmax_cross_entropy(y, t, ignore_label=-1),
        accfun=lambda y, t: F.accuracy(y, t, ignore_label=-1),
    )
    optimizer = chainer.optimizers.MomentumSGD(lr=0.3, momentum=0.9).setup(model)
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(5e-4))
    iterator = chainer.iterators.SerialIterator(examples(), 4)
    updater = training.StandardUpdater(iterator, optimizer)
    with tempfile.TemporaryDirectory() as out:
        trainer = training.Trainer(updater, (STEPS, 'iteration'), out)
        keys = ['main/loss', 'main/accuracy']
        log = extensions.LogReport(keys, trigger=(4, 'iteration'))
        trainer.extend(log)
        trainer.run()
    return [{key: entry[key] for key in keys} for entry in log.log]


if __name__ == '__main__':
    json.dump(train(), sys.stdout, indent=1)
    sys.stdout.write('\n')
