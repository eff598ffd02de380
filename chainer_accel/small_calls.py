"""Calls of all that is compiled, on arrays as small as can be, by what belongs together."""

import functools

import chainer
import chainer.functions as F
import numpy

from chainer_accel.convolution import products
from chainer_accel.convolution.columns import Geometry
from chainer_accel.sequences import lstm_kernels, skip_gram_descent


def _normal(*shape):
    return numpy.random.RandomState(0).standard_normal(shape).astype(numpy.float32)


def _geometry(k, pad):
    return Geometry(k, k, 1, 1, pad, pad, 1, 1)


def _convolve(x, W):
    pad = W.shape[2] // 2
    size = tuple(n + 2 * pad - W.shape[2] + 1 for n in x.shape[2:])
    products.convolve(x, W, None, _geometry(W.shape[2], pad), size, 1)


def _gradient(x, o, k):
    gy = _normal(len(x), o, *x.shape[2:])
    products.gradient(x, gy, (o, x.shape[1], k, k), _geometry(k, k // 2), 1)


def _through(function, *arrays):
    """Forward and back."""
    y = function(*[chainer.Variable(a) for a in arrays])
    y.grad = numpy.ones_like(y.array)
    y.backward()


def _last(*shape):
    """A picture that lies channels last in memory."""
    n, c, h, w = shape
    return _normal(n, h, w, c).transpose(0, 3, 1, 2)


def convolution():
    _convolve(_normal(1, 3, 8, 8), _normal(4, 3, 5, 5))
    _convolve(_normal(1, 3, 8, 8), _normal(4, 3, 1, 1))


def convolution_gradient():
    _gradient(_normal(1, 3, 8, 8), 4, 5)


def depthwise():
    _through(
        lambda x, W: F.convolution_2d(x, W, stride=2, pad=1, groups=4),
        _last(1, 4, 8, 8), _normal(4, 1, 3, 3),
    )  # fmt: skip


def deconvolution():
    F.deconvolution_2d(_normal(1, 8, 4, 4), _normal(8, 1, 2, 2), stride=2)


def winograd_convolution():
    _convolve(_normal(1, 16, 64, 64), _normal(16, 16, 3, 3))


def winograd_gradient():
    _gradient(_normal(1, 16, 64, 64), 16, 3)


def winograd_shared_out():
    x = _normal(1, 16, 16, 16)
    _convolve(x, _normal(16, 16, 3, 3))
    _gradient(x, 16, 3)


def wide_convolution():
    _convolve(_normal(1, 16, 16, 16), _normal(16, 16, 7, 7))


def wide_gradient():
    _gradient(_normal(1, 16, 16, 16), 16, 7)


def phases():
    x, W = _last(1, 4, 4, 4), _normal(4, 4, 4, 4)
    _through(lambda x, W: F.deconvolution_2d(x, W, stride=2, pad=1), x, W)


def normalization():
    x = _last(1, 16, 8, 8)
    _through(F.batch_normalization, x, _normal(16), _normal(16))
    # A bias's gradient, also where the channels are some of a larger array's.
    for part in x, x[:, :8]:
        F.sum(part, axis=(0, 2, 3))


def activations():
    x = _last(1, 4, 4, 4)
    for function in F.relu, F.elu, F.leaky_relu:
        _through(function, x)
    y = F.elu(chainer.Variable(x))
    chainer.grad([y], [y.creator.inputs[0].get_variable()], enable_double_backprop=True)
    F.concat([x, x])


def pooling():
    x = chainer.Variable(_last(1, 4, 8, 8))
    y, indexes = F.max_pooling_2d(x, 2, return_indices=True)
    up = F.upsampling_2d(y, indexes, 2)
    up.grad = up.array
    up.backward()
    chainer.grad([up], [x], enable_double_backprop=True)


def _scores():
    return _last(1, 3, 4, 4), numpy.zeros((1, 4, 4), numpy.int32)


def cross_entropy():
    x, t = _scores()
    for options in {}, {'class_weight': _normal(3)}, {'reduce': 'no'}:
        _through(functools.partial(F.softmax_cross_entropy, t=t, **options), x)


def accuracy():
    F.accuracy(*_scores(), ignore_label=-1)


def _steps(optimizer):
    link = chainer.links.Linear(3, 2)
    optimizer.setup(link)
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(0.1))
    for _ in range(2):
        for param in link.params():
            param.grad = numpy.ones_like(param.array)
        optimizer.update()


def adam():
    _steps(chainer.optimizers.Adam())


def momentum_sgd():
    _steps(chainer.optimizers.MomentumSGD())
    _steps(chainer.optimizers.SGD())


def lstm():
    arrays = _normal(2, 5, 3), _normal(16, 5), _normal(16, 4), _normal(16)
    h, kept = lstm_kernels.forward(*arrays)
    lstm_kernels.backward(h[1:], arrays, kept)


def skip_gram():
    words = numpy.arange(4, dtype=numpy.int32)
    embed = chainer.links.EmbedID(4, 3)
    loss = chainer.links.NegativeSampling(3, [1] * 4, 2)
    loss.W.array[...] = 1
    model = chainer.ChainList(embed, loss)
    optimizer = chainer.optimizers.SGD().setup(model)
    optimizer.update(lambda: loss(embed(words), words))
    sampler = loss.sampler
    ids = numpy.array([-1, 0, 1, 2, -1], numpy.int32)
    skip_gram_descent.learn(
        ids, numpy.array([2]), numpy.array([1]), True, embed.W.array, loss.W.array,
        sampler.threshold, sampler.values, 2, numpy.float32(0.1), numpy.random.randint(1, 9, 1)[0],
    )  # fmt: skip
