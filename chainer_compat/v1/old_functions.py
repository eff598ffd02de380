"""Classes of functions as they were: called, and asked afterwards for what they have computed."""

import chainer
from chainer.backends import cuda
from chainer.functions import max_pooling_2d, spatial_pyramid_pooling_2d
from chainer.functions.normalization import batch_normalization

# Classes that are gone or are others.
WITHOUT_CLASS = {'Ceil': 'ceil', 'Flatten': 'flatten', 'Floor': 'floor'}


def of_function(name, function):
    """A class for a function that has none today."""

    def __call__(self, x):
        return getattr(chainer.functions, function)(x)

    return type(name, (), {'__call__': __call__})


def _pair(x):
    return tuple(x) if hasattr(x, '__getitem__') else (x, x)


class MaxPooling2D:
    """``F.MaxPooling2D``; the indexes of the maxima serve ``F.upsampling_2d``."""

    def __init__(self, ksize, stride=None, pad=0, cover_all=True):
        self.kh, self.kw = _pair(ksize)
        self.sy, self.sx = _pair(ksize if stride is None else stride)
        self.ph, self.pw = _pair(pad)
        self.cover_all = cover_all

    def __call__(self, x):
        size, stride, pad = (self.kh, self.kw), (self.sy, self.sx), (self.ph, self.pw)
        y, self.indexes = max_pooling_2d(x, size, stride, pad, self.cover_all, True)
        return y


class SpatialPyramidPooling2D:
    """``F.SpatialPyramidPooling2D``; the shape of one example tells it nothing more."""

    def __init__(self, x_shape, pyramid_height, pooling_class, use_cudnn=True):
        if getattr(pooling_class, '__name__', '') != 'MaxPooling2D':
            raise NotImplementedError()
        self.pyramid_height = pyramid_height

    def __call__(self, x):
        return spatial_pyramid_pooling_2d(x, self.pyramid_height, 'max')


class BatchNormalizationFunction:
    """What links of one's own called; it has new averages afterwards."""

    def __init__(self, eps=2e-5, mean=None, var=None, train=False, decay=0.9, use_cudnn=True):
        self.eps, self.train, self.decay = eps, train, decay
        self.running_mean, self.running_var = mean, var

    def __call__(self, x, gamma, beta, mean=None, var=None):
        module = batch_normalization
        if mean is not None:
            return module.fixed_batch_normalization(x, gamma, beta, mean, var, self.eps)
        xp = chainer.backend.get_array_module(gamma)
        zeros = xp.zeros_like(chainer.as_array(gamma))
        for name in ('running_mean', 'running_var'):
            array = getattr(self, name)
            # Its own: the link copies them when it wants to.
            setattr(self, name, zeros.copy() if array is None else xp.array(array))
        return module.batch_normalization(
            x, gamma, beta, eps=self.eps, running_mean=self.running_mean,
            running_var=self.running_var, decay=self.decay
        )  # fmt: skip


class OldFunction(chainer.Function):
    """A function of one's own that has one of Chainer's as its base.

    The base was a Function, called with arrays, as the methods of ``function`` are.
    """

    def __init__(self, function):
        self.function = function

    @property
    def label(self):
        return self.function.label

    def check_type_forward(self, in_types):
        self.function.check_type_forward(in_types)

    def forward(self, inputs):
        return self.function.forward(inputs)

    def backward(self, inputs, grads):
        function = self.function
        for cls in type(function).__mro__:
            if cls.__module__.startswith('chainer.'):
                break
            if 'backward' in vars(cls):
                return function.backward(inputs, grads)
        if any(isinstance(array, cuda.ndarray) for array in inputs + grads):
            return function.backward_gpu(inputs, grads)
        return function.backward_cpu(inputs, grads)
