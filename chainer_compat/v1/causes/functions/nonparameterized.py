"""`F.NonparameterizedConvolution2D` and `NonparameterizedLinear`: functions' classes until 1.2."""

import sys
import types

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
    functions = chainer.functions
    for cls, function in ((NonparameterizedConvolution2D, 'convolution_2d'),
                          (NonparameterizedLinear, 'linear')):  # fmt: skip
        setattr(functions, cls.__name__, cls)
        name = 'nonparameterized_' + function
        module = types.ModuleType('chainer.functions.' + name)
        setattr(module, cls.__name__, cls)
        setattr(module, function, getattr(functions, function))
        sys.modules[module.__name__] = module
        setattr(functions, name, module)


SERVED = [
    Served('F.NonparameterizedConvolution2D, F.NonparameterizedLinear, '
           'chainer.functions.nonparameterized_convolution_2d', _put, through='1.2'),
]  # fmt: skip
