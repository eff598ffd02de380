"""Outputs and gradients of functions, called in Chainer 1's way: a line of JSON each.

python functions.py >../real/functions_1.24.0.jsonl
"""

import json
import sys

import chainer  # noqa: F401
import chainer.functions as F  # noqa: F401
import numpy as np
from chainer import Variable

f = np.float32
_made = []


def x(*shape):
    made = Variable(np.random.RandomState(len(_made)).uniform(-1, 1, shape).astype(f))
    _made.append(made)
    return made


def t(*numbers):
    return Variable(np.array(numbers, np.int32))


CALLS = [
    'F.relu(x(2, 3), False)',
    'F.sigmoid(x(2, 3), use_cudnn=False)',
    'F.tanh(x(2, 3), True)',
    'F.softmax(x(2, 3), False)',
    'F.softmax(x(2, 3, 4))',
    'F.log_softmax(x(2, 3), False)',
    'F.leaky_relu(x(2, 3), 0.1)',
    'F.clipped_relu(x(2, 3), 0.5)',
    'F.softmax_cross_entropy(x(2, 3), t(0, 2), False)',
    'F.softmax_cross_entropy(x(2, 3, 2), Variable(np.array([[0, 2], [-1, 1]], np.int32)))',
    'F.softmax_cross_entropy(x(2, 3, 2), Variable(np.array([[0, 2], [-1, 1]], np.int32)), '
    'True, False)',
    'F.softmax_cross_entropy(x(2, 3), t(0, 2), use_cudnn=False, normalize=False)',
    'F.sigmoid_cross_entropy(x(2, 3), Variable(np.array([[0, 1, 1], [1, -1, 0]], np.int32)), '
    'False)',
    'F.sigmoid_cross_entropy(x(2, 3), Variable(np.array([[0, 1, 1], [1, -1, 0]], np.int32)), '
    'True, False)',
    'F.max_pooling_2d(x(1, 2, 5, 5), 3, 2)',
    'F.max_pooling_2d(x(1, 2, 5, 5), 3, 2, 1, False, False)',
    'F.max_pooling_2d(x(1, 2, 5, 5), 2, stride=2, use_cudnn=False)',
    'F.average_pooling_2d(x(1, 2, 5, 5), 3, 2, 1, False)',
    'F.average_pooling_nd(x(1, 2, 5, 5, 4), 2, 2, 0, False)',
    'F.max_pooling_nd(x(1, 2, 5, 5, 4), 2, 2, 0, True, False)',
    'F.spatial_pyramid_pooling_2d(x(1, 2, 5, 5), 2, F.MaxPooling2D)',
    'F.spatial_pyramid_pooling_2d(x(1, 2, 5, 5), 2, F.MaxPooling2D, False)',
    'F.convolution_2d(x(1, 2, 5, 5), x(3, 2, 3, 3), x(3), 1, 1, False)',
    'F.convolution_2d(x(1, 2, 5, 5), x(3, 2, 2, 2), None, 2, 0, True, True)',
    'F.convolution_2d(x(1, 2, 5, 5), x(3, 2, 3, 3), None, deterministic=True)',
    'F.convolution_nd(x(1, 2, 5, 5), x(3, 2, 2, 2), None, 2, 0, False, True)',
    'F.deconvolution_2d(x(1, 2, 3, 3), x(2, 3, 4, 4), x(3), 2, 1, None, False)',
    'F.deconvolution_nd(x(1, 2, 3, 3), x(2, 3, 4, 4), x(3), 2, 1, None, False)',
    'F.dilated_convolution_2d(x(1, 2, 7, 7), x(3, 2, 3, 3), x(3), 1, 0, 2, False)',
    'F.dropout(x(20, 30), 0.5, False)',
    'F.dropout(x(20, 30), train=False)',
    'F.dropout(x(20, 30), 0.3)',
    'F.dropout(x(20, 30))',
    'F.zoneout(x(4, 3), x(4, 3), 0.5, False)',
    'F.gaussian(x(4, 3), x(4, 3))',
    'F.batch_normalization(x(5, 3), x(3), x(3))',
    'F.batch_normalization(x(5, 3), x(3), x(3), 1e-3)',
    'F.batch_normalization(x(5, 3), x(3), x(3), eps=2e-5, use_cudnn=False)',
    'F.fixed_batch_normalization(x(5, 3), x(3), x(3), x(3), x(3) * 0 + 2)',
    'F.fixed_batch_normalization(x(5, 3), x(3), x(3), x(3), x(3) * 0 + 2, 0.1, False)',
    'F.matmul(x(3), x(3), transa=True)',
    'F.matmul(x(3), x(1, 4))',
    'F.matmul(x(2, 3), x(3))',
    'F.matmul(x(2, 3), x(4, 3), False, True)',
    'F.batch_matmul(x(2, 3), x(2, 3), True)',
    'F.batch_matmul(x(2, 3, 4), x(2, 4))',
    'F.batch_matmul(x(2, 3, 4), x(2, 3, 4), transb=True)',
    'F.matmul(x(2, 3, 4), x(2, 4, 3))',
    'F.split_axis(x(2, 4), 1, 1)',
    'F.split_axis(x(2, 4), 1, 1, True)[0]',
    'F.split_axis(x(2, 4), 2, 1)[1]',
    'F.split_axis(x(2, 4), [1, 3], axis=1)[1]',
    'F.lstm(x(2, 3), x(2, 12))[1]',
    'F.linear(x(2, 3), x(4, 3), x(4))',
    'F.bilinear(x(2, 3), x(2, 4), x(3, 4, 2))',
    'F.concat((x(2, 3), x(2, 2)))',
    'F.sum(x(2, 3), 1)',
    'F.sum(x(2, 3))',
    'F.max(x(2, 3), axis=1)',
    'F.logsumexp(x(2, 3))',
    'F.mean_squared_error(x(2, 3), x(2, 3))',
    'F.huber_loss(x(2, 3), x(2, 3), 0.5)',
    'F.hinge(x(2, 3), t(1, 0))',
    'F.contrastive(x(2, 3), x(2, 3), t(1, 0))',
    'F.cross_covariance(x(4, 3), x(4, 2))',
    'F.gaussian_kl_divergence(x(2, 3), x(2, 3))',
    'F.bernoulli_nll(F.sigmoid(x(2, 3)), x(2, 3))',
    'F.gaussian_nll(x(2, 3), x(2, 3), x(2, 3))',
    'F.connectionist_temporal_classification([x(1, 3), x(1, 3)], '
    'Variable(np.array([[1]], np.int32)), 0)',
    'F.local_response_normalization(x(1, 6, 2, 2))',
    'F.maxout(x(2, 6), 3)',
    'F.swapaxes(x(2, 3), 0, 1)',
    'F.transpose(x(2, 3, 4), (2, 0, 1))',
    'F.expand_dims(x(2, 3), 1)',
    'F.where(Variable(np.array([True, False, True])), x(3), x(3))',
    'F.select_item(x(2, 3), t(1, 2))',
    'F.embed_id(t(1, 0), x(3, 2))',
    'F.embed_id(t(1, -1), x(3, 2), -1)',
    'F.reshape(x(2, 3), (3, -1))',
    'F.broadcast_to(x(1, 3), (2, 3))',
    'F.unpooling_2d(x(1, 2, 2, 2), 2)',
    'F.roi_pooling_2d(x(1, 2, 6, 6), Variable(np.array([[0, 1, 1, 4, 4]], f)), 2, 2, 1)',
    'F.resize_images(x(1, 1, 2, 2), (4, 4))',
    'F.spatial_transformer_grid(x(1, 2, 3), (2, 2), False)',
    'F.spatial_transformer_sampler(x(1, 1, 3, 3), x(1, 2, 2, 2), False)',
    'F.accuracy(x(2, 3), t(0, 1))',
    'F.normalize(x(2, 3))',
    'F.crelu(x(2, 3))',
    # Their classes.
    'F.ReLU()(x(2, 3))',
    'F.ReLU(False)(x(2, 3))',
    'F.Sigmoid(use_cudnn=False)(x(2, 3))',
    'F.Tanh()(x(2, 3))',
    'F.Softmax(False)(x(2, 3))',
    'F.LeakyReLU(0.1)(x(2, 3))',
    'F.MaxPooling2D(2, 2)(x(1, 2, 4, 4))',
    'F.MaxPooling2D(3, 2, 0, True, False)(x(1, 2, 4, 4))',
    'F.AveragePooling2D(2, 2)(x(1, 2, 4, 4))',
    'F.SoftmaxCrossEntropy(False)(x(2, 3), t(0, 1))',
    'F.SoftmaxCrossEntropy(True, False)(x(2, 3), t(0, 1))',
    'F.Concat(axis=1)(x(2, 3), x(2, 1))',
    'F.Reshape((3, 2))(x(2, 3))',
    'F.Sum(1)(x(2, 3))',
    'F.Identity()(x(2, 3))',
    'F.Exp()(x(2, 3))',
    'F.Dropout(0.5)(x(9, 9))',
    'F.MeanSquaredError()(x(2, 3), x(2, 3))',
    'F.LocalResponseNormalization()(x(1, 6, 2, 2))',
    'F.SplitAxis(2, 1)(x(2, 4))[1]',
    'F.Transpose((1, 0))(x(2, 3))',
    'F.LSTM()(x(2, 3), x(2, 12))[1]',
    'F.GetItem((0,))(x(2, 3))',
    'F.Flatten()(x(2, 3))',
    # Variables.
    'x(2, 3) * 2 + 1 - x(2, 3) / 3',
    'x(2, 3) ** 2',
    '-abs(x(2, 3)) + np.ones((2, 3), f)',
    'x(2, 3)[0, 1:]',
    'x(2, 3).reshape(3, 2)',
    'x(2, 3).transpose()',
    'Variable(np.zeros(len(x(2, 3)), f))',
]


def numbers(array):
    array = np.asarray(array, np.float64)
    weights = np.cos(np.arange(array.size)).reshape(array.shape)
    return [list(array.shape), float((array * weights).sum()), float((array**2).sum())]


def main():
    for call in CALLS:
        del _made[:]
        np.random.seed(0)
        found = {'name': call}
        try:
            y = eval(call)
            found['output'] = numbers(y.data)
            if y.creator is not None and _made:
                # The gradient of a sum in which every number has a weight of its own.
                y.grad = np.cos(np.arange(y.data.size)).reshape(y.data.shape).astype(y.data.dtype)
                y.backward()
                found['gradients'] = [
                    None if made.grad is None else numbers(made.grad) for made in _made
                ]
        except Exception as error:
            found = {'name': call, 'error': type(error).__name__}
            if '-v' in sys.argv:
                found['text'] = str(error)
        print(json.dumps(found, sort_keys=True))


if __name__ == '__main__':
    main()
