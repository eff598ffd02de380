"""Training steps on pictures of CamVid's size, as ``train/`` takes them."""

import collections

import chainer
import numpy

from benchmarks.sides import training
from models.deeplab import DeepLabV3Plus
from models.fcn_squeeze import FCN
from models.segnet_basic import SegNetBasic
from train import deeplab as deeplab_script
from train.fcn_squeeze import WEIGHT_DECAY
from train.parts import recipes

N_CLASS = 11
LR = 1e-3
DEEPLAB_WIDTH = 8  # a quarter

Batch = collections.namedtuple('Batch', 'x t weight')
Batch.__doc__ = """Pictures float32 (N, 3) + size, labels int32 (N,) + size, weights of classes."""


def pictures(n, size):
    """Batch: Some labels are -1."""
    rng = numpy.random.RandomState(0)
    x = rng.randn(n, 3, *size).astype(numpy.float32)
    t = rng.randint(0, N_CLASS, (n,) + size).astype(numpy.int32)
    t[:, :10] = -1
    return Batch(x, t, numpy.linspace(0.2, 7, N_CLASS).astype(numpy.float32))


def squeeze_batch():
    """CamVid's pictures, 360x480, at a quarter and cut to a multiple of the strides."""
    return pictures(8, (96, 120))


def segnet_batch():
    return pictures(1, (360, 480))


def squeeze():
    model = FCN(N_CLASS)
    optimizer = chainer.optimizers.Adam(LR).setup(model)
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(WEIGHT_DECAY))
    batch = squeeze_batch()
    return training.step(optimizer, batch.x, batch.t)


def segnet_basic():
    model = SegNetBasic(N_CLASS)
    batch = segnet_batch()
    model.class_weight = batch.weight
    return training.step(recipes.post(model, LR), batch.x, batch.t)


def deeplab():
    batch = segnet_batch()
    optimizer = deeplab_script.optimizer(DeepLabV3Plus(N_CLASS, DEEPLAB_WIDTH), LR)
    return training.step(optimizer, batch.x, batch.t)
