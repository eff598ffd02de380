"""`F.NonparameterizedConvolution2D` and `NonparameterizedLinear`: functions' classes until 1.2."""

import chainer

from chainer_compat.v1.cause import Served


class NonparameterizedConvolution2D:
    """Called with ``(x, W)`` or ``(x, W, b)``."""

    def __init__(self, stride=1, pad=0, use_cudnn=True):
        self.stride, self.pad, self.use_cudnn = stride, pad, use_cudnn

    def __call__(self, x, W, b=None):
        return chainer.functions.convolution_2d(x, W, b, self.stride, self.pad)


class NonparameterizedLinear:
    """Called with ``(x, W)`` or ``(x, W, b)``."""

    def __call__(self, x, W, b=None):
        return chainer.functions.linear(x, W, b)


def _put(version):
    for cls in (NonparameterizedConvolution2D, NonparameterizedLinear):
        setattr(chainer.functions, cls.__name__, cls)


SERVED = [Served('F.NonparameterizedConvolution2D, F.NonparameterizedLinear', _put, through='1.2')]
