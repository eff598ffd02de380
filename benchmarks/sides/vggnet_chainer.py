"""A training step of VGGNet on pictures of ImageNet's size, as ``train/vggnet.py`` takes it."""

import chainer
import numpy

from benchmarks.sides import training
from models.vggnet import VGGNet
from train.vggnet import MOMENTUM, WEIGHT_DECAY

N_CLASS = 1000
SIZE = (224, 224)
N_PICTURES = 8
LR = 5e-4


def pictures(size=SIZE):
    """Pictures float32 (8, 3, height, width) and their classes int32 (8,)."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(N_PICTURES, 3, *size)).astype(numpy.float32)
    return x, rng.randint(0, N_CLASS, N_PICTURES).astype(numpy.int32)


def step(device='@numpy', size=SIZE, width=64):
    optimizer = chainer.optimizers.MomentumSGD(LR, MOMENTUM)
    optimizer.setup(VGGNet(N_CLASS, size[0], width, dropout=0))
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(WEIGHT_DECAY))
    return training.step(optimizer, *pictures(size), device=device)
