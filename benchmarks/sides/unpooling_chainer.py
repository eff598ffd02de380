"""SegNet and FCN-8s on a picture of CamVid's size, to train on and to predict."""

import numpy

from benchmarks.sides import training
from models.fcn8s import MyFcn8sWithAnySize
from models.segnet import SegNet
from train.parts.recipes import post

N_CLASS = 11
SIZE = (360, 480)


def segnet_step():
    return training.step(post(SegNet(N_CLASS), 1e-4), *pictures())


def fcn8s_step():
    return training.step(post(MyFcn8sWithAnySize(N_CLASS), 1e-4), *pictures())


def segnet_predict():
    return _predict(SegNet(N_CLASS))


def fcn8s_predict():
    return _predict(MyFcn8sWithAnySize(N_CLASS))


def pictures():
    rng = numpy.random.RandomState(0)
    x = (60 * rng.randn(1, 3, *SIZE)).astype(numpy.float32)
    return x, rng.randint(0, N_CLASS, (1,) + SIZE).astype(numpy.int32)


def _predict(model):
    x, _ = pictures()

    def predict():
        model.predict(x)
        return 1

    return predict
