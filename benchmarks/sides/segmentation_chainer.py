"""Training steps of segmentation networks as ``train/`` takes them: MomentumSGD and weight decay.

Each function takes the device, the picture's height and width, and the channels of the network's
first block; without, they are the CPU, VOC's and the post's.
"""

import numpy

from benchmarks.sides import training
from predict.parts.networks import NETWORKS
from train.parts import recipes

N_CLASS = 21
SIZE = (375, 500)
LR = 1e-4


def picture(size=SIZE):
    """A picture (1, 3, height, width) float32 and its labels int32, some of them -1."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(1, 3, *size)).astype(numpy.float32)
    t = rng.randint(0, N_CLASS, (1,) + tuple(size)).astype(numpy.int32)
    t[:, :20] = -1
    return x, t


def step(network, device='@numpy', size=SIZE, width=None):
    """The same for any of ``predict.parts.networks``, by its name."""
    model = NETWORKS[network](N_CLASS, **({'width': width} if width else {}))
    return training.step(recipes.post(model, LR), *picture(size), device=device)


def fcn32s(**where):
    return step('fcn32s', **where)


def fcn16s(**where):
    return step('fcn16s', **where)


def fcn8s(**where):
    return step('fcn8s', **where)


def fcn8s_atonce(**where):
    return step('fcn8s_atonce', **where)
