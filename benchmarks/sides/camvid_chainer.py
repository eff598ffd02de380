"""Training steps on pictures of CamVid's size, as ``train/`` takes them.

Each function takes the device, the pictures' height and width, and the channels of the network's
first layer; without, they are the CPU and the paper's.
"""

import collections

import chainer
import numpy

from benchmarks.sides import training
from models.deeplab import DeepLabV3Plus
from models.fcn_squeeze import FCN, FCNPooled
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from train import deeplab as deeplab_script
from train.fcn_squeeze import WEIGHT_DECAY
from train.parts import recipes

N_CLASS = 11
LR = 1e-3
# CamVid's pictures at a quarter, cut to a multiple of the strides; and whole.
QUARTER, WHOLE = (96, 120), (360, 480)
QUARTERS = 8
DEEPLAB_WIDTH = 8  # a quarter

Batch = collections.namedtuple('Batch', 'x t weight')
Batch.__doc__ = """Pictures float32 (N, 3) + size, labels int32 (N,) + size, weights of classes."""


def pictures(n, size):
    """Batch: Some labels are -1."""
    rng = numpy.random.RandomState(0)
    x = rng.randn(n, 3, *size).astype(numpy.float32)
    t = rng.randint(0, N_CLASS, (n,) + tuple(size)).astype(numpy.int32)
    t[:, :10] = -1
    return Batch(x, t, numpy.linspace(0.2, 7, N_CLASS).astype(numpy.float32))


def squeeze(**where):
    return _adam(FCN, **where)


def squeeze_pooled(**where):
    return _adam(FCNPooled, **where)


def segnet_basic(**where):
    return _momentum(SegNetBasic, **where)


def segnet(**where):
    return _momentum(SegNet, **where)


def _adam(network, device='@numpy', size=QUARTER, width=96):
    optimizer = chainer.optimizers.Adam(LR).setup(network(N_CLASS, width))
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(WEIGHT_DECAY))
    batch = pictures(QUARTERS, size)
    return training.step(optimizer, batch.x, batch.t, device=device)


def _momentum(network, device='@numpy', size=WHOLE, width=64):
    model = network(N_CLASS, width)
    batch = pictures(1, size)
    model.class_weight = batch.weight
    return training.step(recipes.post(model, LR), batch.x, batch.t, device=device)


def deeplab(device='@numpy', size=WHOLE, width=DEEPLAB_WIDTH):
    batch = pictures(1, size)
    optimizer = recipes.post(DeepLabV3Plus(N_CLASS, width), LR, deeplab_script.WEIGHT_DECAY)
    return training.step(optimizer, batch.x, batch.t, device=device)
