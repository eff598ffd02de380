"""Training steps of the FCNs as ``train/`` takes them: MomentumSGD and weight decay."""

import numpy

from benchmarks.sides import training
from models.fcn8s import MyFcn8sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from train.parts import recipes

N_CLASS = 21
SIZE = (375, 500)
LR = 1e-4


def picture():
    """A picture (1, 3, height, width) float32 and its labels int32, some of them -1."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(1, 3, *SIZE)).astype(numpy.float32)
    t = rng.randint(0, N_CLASS, (1,) + SIZE).astype(numpy.int32)
    t[:, :20] = -1
    return x, t


def fcn32s():
    return training.step(recipes.post(MyFcn32sWithAnySize(N_CLASS), LR), *picture())


def fcn8s():
    return training.step(recipes.post(MyFcn8sWithAnySize(N_CLASS), LR), *picture())
