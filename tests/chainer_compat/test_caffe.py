"""Caffe's weights, in Caffe's own format, with today's protobuf."""

import pickle
import struct
import sys

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
from chainer.exporters import caffe as exporter
from chainer.links.caffe import CaffeFunction


def field(number, payload):
    """A field of a protobuf message, by the wire format: bytes, or an int."""
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def varint(value):
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def blob(array):
    """A BlobProto of the old kind: num, channels, height, width = 1-4, data = 5 (packed)."""
    shape = (1,) * (4 - array.ndim) + array.shape
    sizes = b''.join(field(i + 1, size) for i, size in enumerate(shape))
    data = array.astype('<f4').ravel()
    return sizes + field(5, struct.pack('<{}f'.format(data.size), *data))


def v1_convolution(W, b):
    """A V1LayerParameter as in the VGG files of 2014: a padded 3x3 convolution."""
    # ConvolutionParameter: num_output 1, pad 3, kernel_size 4
    parameter = field(1, W.shape[0]) + field(3, 1) + field(4, W.shape[2])
    # bottom 2, top 3, name 4, type 5 (CONVOLUTION = 4), blobs 6, convolution_param 10
    layer = field(2, b'data') + field(3, b'conv1_1') + field(4, b'conv1_1') + field(5, 4)
    return layer + field(6, blob(W)) + field(6, blob(b)) + field(10, parameter)


def test_binary_file_written_by_hand(tmp_path):
    rng = numpy.random.RandomState(0)
    W, b = rng.randn(4, 3, 3, 3).astype('f'), rng.randn(4).astype('f')
    # NetParameter: name 1, layers 2
    path = tmp_path / 'net.caffemodel'
    path.write_bytes(field(1, b'VGG') + field(2, v1_convolution(W, b)))
    net = CaffeFunction(str(path))
    numpy.testing.assert_array_equal(net.conv1_1.W.array, W)
    numpy.testing.assert_array_equal(net.conv1_1.b.array, b)
    x = rng.randn(1, 3, 5, 5).astype('f')
    # Programs keep it pickled: reading the file takes long. (On Python 3.7 Chainer is as it was.)
    kept = [pickle.loads(pickle.dumps(net, 2))] if sys.version_info >= (3, 8) else []
    for read in [net] + kept:
        (y,) = read(inputs={'data': x}, outputs=['conv1_1'])
        numpy.testing.assert_allclose(y.array, F.convolution_2d(x, W, b, pad=1).array, rtol=1e-6)


def test_exported_and_read_again(tmp_path):
    class Net(chainer.Chain):
        def __init__(self):
            super(Net, self).__init__()
            with self.init_scope():
                self.conv = L.Convolution2D(3, 4, 3)
                self.fc = L.Linear(4 * 2 * 2, 5)

        def forward(self, x):
            return F.softmax(self.fc(F.max_pooling_2d(F.relu(self.conv(x)), 2)))

    net = Net()
    x = chainer.Variable(numpy.random.RandomState(0).randn(2, 3, 6, 6).astype('f'))
    with chainer.using_config('train', False):
        exporter.export(net, [x], str(tmp_path), export_params=True)
        expected = net(x).array
    again = CaffeFunction(str(tmp_path / 'chainer_model.caffemodel'))
    last = again.layers[-1][2][0]
    (y,) = again(inputs={'data': x}, outputs=[last])
    numpy.testing.assert_allclose(y.array, expected, rtol=1e-5)
