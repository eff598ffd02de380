"""First values that are others today: forget gates, running variances, Glorot's deviation.

LSTM's forget gates began at 0 (today 1), batch normalization's running variance at 0 (1 since
version 5), its eps was 1e-5 until 1.13. Glorot's initializers left the receptive field out of
fan_out. LSTM's weights were drawn as whole matrices until 1.8, gate by gate since; those of
`L.Bilinear` had another deviation until then. Orthogonal ones came from another decomposition.
"""

import functools
import math

import chainer
import numpy
from chainer import backend, initializer
from chainer.links.rnn.lstm import LSTMBase

from chainer_compat.v1.cause import Served


def _forget_gates(version):
    def begin_at_0(original):
        @functools.wraps(original)
        def __init__(self, in_size, out_size=None, *args, **kwargs):
            given = dict(
                zip(('lateral_init', 'upward_init', 'bias_init', 'forget_bias_init'), args)
            )
            given.update(kwargs)
            if given.get('forget_bias_init') is None:
                given['forget_bias_init'] = 0
            return original(self, in_size, out_size, **given)

        return __init__

    LSTMBase.__init__ = begin_at_0(LSTMBase.__init__)


def _whole_matrices(version):
    def draw(self):
        weights = chainer.initializers.LeCunNormal()
        weights(self.upward.W.array)
        weights(self.lateral.W.array)
        self.upward.b.array[...] = 0

    LSTMBase._initialize_params = draw


def _variance(version):
    def begin_at_0(original):
        @functools.wraps(original)
        def __init__(self, *args, **kwargs):
            if kwargs.get('initial_avg_var') is None:
                kwargs['initial_avg_var'] = 0
            return original(self, *args, **kwargs)

        return __init__

    cls = chainer.links.BatchNormalization
    cls.__init__ = begin_at_0(cls.__init__)


def _eps(version):
    def small(original):
        @functools.wraps(original)
        def __init__(self, *args, **kwargs):
            # The third of size, decay, eps.
            if len(args) < 3:
                kwargs.setdefault('eps', 1e-5)
            return original(self, *args, **kwargs)

        return __init__

    cls = chainer.links.BatchNormalization
    cls.__init__ = small(cls.__init__)


def _bilinear(version):
    def other(original):
        @functools.wraps(original)
        def __init__(self, left_size, right_size, out_size, nobias=False, initialW=None,
                     initial_bias=None):  # fmt: skip
            sizes = left_size * right_size * (out_size if version >= (1, 5) else 1)
            if initialW is None:
                initialW = _normal(sizes)
            if initial_bias is None and not nobias:
                initial_bias = _normal(left_size), _normal(right_size), 0
            original(self, left_size, right_size, out_size, nobias, initialW, initial_bias)

        return __init__

    def _normal(sizes):
        return chainer.initializers.Normal(math.sqrt(1.0 / sizes))

    cls = chainer.links.Bilinear
    cls.__init__ = other(cls.__init__)


def _orthogonal(version):
    def __call__(self, array):
        if not array.shape:
            array[...] = self.scale
            return
        shape = len(array), int(numpy.prod(array.shape[1:]))
        if shape[0] > shape[1]:
            message = 'Cannot make orthogonal system: {} vectors of {} dimensions'
            raise ValueError(message.format(*shape))
        u, _, v = numpy.linalg.svd(numpy.random.normal(size=shape), full_matrices=False)
        q = u if u.shape == shape else v
        backend.copyto(array, q.reshape(array.shape).astype(array.dtype))
        array *= self.scale

    chainer.initializers.Orthogonal.__call__ = __call__


def _fans(version):
    def get_fans(shape):
        if len(shape) < 2:
            raise ValueError('shape must be of length >= 2: shape={}'.format(shape))
        return int(numpy.prod(shape[1:])), shape[0]

    initializer.get_fans = get_fans


SERVED = [
    Served('L.LSTM, L.StatelessLSTM: forget gates', _forget_gates),
    Served('L.LSTM: order of the draws', _whole_matrices, through='1.8', since='1.5'),
    Served('L.BatchNormalization: avg_var', _variance, through='4'),
    Served('L.BatchNormalization: eps', _eps, through='1.13'),
    Served('L.Bilinear', _bilinear, through='1.8'),
    Served('initializers.GlorotNormal, GlorotUniform', _fans),
    Served('initializers.Orthogonal', _orthogonal, through='5'),
]
