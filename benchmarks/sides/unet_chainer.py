"""A training step of U-Net on a tile of the paper's size, as ``train/unet.py`` does."""

import collections

import chainer
import numpy

from benchmarks.sides import training
from models.unet import UNet
from train.unet import LR, MOMENTUM

WIDTH = 16
SEEN, SCORED = 572, 388

Batch = collections.namedtuple('Batch', 'x t border')
Batch.__doc__ = """Grey float32 (1, 1, 572, 572), labels int32 and weights float32 (1, 388, 388)."""


def batch():
    rng = numpy.random.RandomState(0)
    x = 60 * rng.randn(1, 1, SEEN, SEEN).astype(numpy.float32)
    t = rng.randint(0, 2, (1, SCORED, SCORED)).astype(numpy.int32)
    return Batch(x, t, rng.uniform(0, 10, t.shape).astype(numpy.float32))


def step():
    model = UNet(2, WIDTH)
    optimizer = chainer.optimizers.MomentumSGD(LR, MOMENTUM)
    optimizer.setup(model)
    return training.step(optimizer, *batch())
