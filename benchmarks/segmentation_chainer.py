"""Training steps of the FCNs as ``train/`` takes them: MomentumSGD and weight decay."""

import chainer
import numpy

from models.fcn8s import MyFcn8sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize

N_CLASS = 21
SIZE = (375, 500)


def picture():
    """A picture (1, 3, height, width) float32 and its labels int32, some of them -1."""
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(1, 3, *SIZE)).astype(numpy.float32)
    t = rng.randint(0, N_CLASS, (1,) + SIZE).astype(numpy.int32)
    t[:, :20] = -1
    return x, t


def _step(model):
    optimizer = chainer.optimizers.MomentumSGD(1e-4, 0.9).setup(model)
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(5e-4))
    x, t = picture()

    def step():
        optimizer.update(model, x, t)
        return 1

    return step


def fcn32s():
    return _step(MyFcn32sWithAnySize(N_CLASS))


def fcn8s():
    return _step(MyFcn8sWithAnySize(N_CLASS))
