"""A training step of SPP-net on pictures of ImageNet's size, as ``train/spp_net.py`` takes it."""

import chainer
import numpy

from benchmarks.sides import training
from models.spp_net import SPPNet
from train.spp_net import LR, WEIGHT_DECAY

N_CLASS = 1000
N_PICTURES = 16
SIDE = 224


def pictures():
    """Pictures float32 (16, 3, 224, 224) and their classes int32 (16,)."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(N_PICTURES, 3, SIDE, SIDE)).astype(numpy.float32)
    return x, rng.randint(0, N_CLASS, N_PICTURES).astype(numpy.int32)


def step():
    optimizer = chainer.optimizers.Adam(LR)
    optimizer.setup(SPPNet(N_CLASS))
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(WEIGHT_DECAY))
    return training.step(optimizer, *pictures())
