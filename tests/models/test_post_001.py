"""What post 001 says of layers, held against Chainer: sizes of outputs, and its example."""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from models.fcn_squeeze import FCN


def output_of(layer, size):
    return layer(numpy.zeros((1, 1, size, size), 'f')).shape[2:]


@pytest.mark.parametrize('size', [7, 8, 15, 30])
@pytest.mark.parametrize('ksize, pad', [(1, 0), (3, 1), (4, 1), (7, 3)])
@pytest.mark.parametrize('stride', [1, 2, 4])
def test_size_after_a_convolution(size, ksize, pad, stride):
    """(input_size - ksize + pad x 2) / stride + 1, rounded down."""
    expected = (size - ksize + pad * 2) // stride + 1
    layer = L.Convolution2D(1, 1, ksize, stride=stride, pad=pad)
    assert output_of(layer, size) == (expected, expected)


@pytest.mark.parametrize('ksize', [1, 3, 5, 7])
def test_half_an_odd_kernel_as_padding_keeps_the_size(ksize):
    assert output_of(L.Convolution2D(1, 1, ksize, pad=int(ksize / 2)), 10) == (10, 10)


@pytest.mark.parametrize('stride', [2, 4])
def test_a_stride_of_n_makes_one_nth(stride):
    assert output_of(L.Convolution2D(1, 1, 3, stride=stride, pad=1), 32) == (32 // stride,) * 2


@pytest.mark.parametrize('size', [1, 5, 8])
@pytest.mark.parametrize('ksize, stride, pad', [(4, 2, 1), (8, 4, 2), (16, 4, 6), (3, 1, 1)])
def test_size_after_a_deconvolution(size, ksize, stride, pad):
    """stride x (input_size - 1) + ksize - 2 x pad."""
    expected = stride * (size - 1) + ksize - 2 * pad
    layer = L.Deconvolution2D(1, 1, ksize, stride=stride, pad=pad)
    assert output_of(layer, size) == (expected, expected)


def test_padding_of_a_deconvolution_cuts_the_border_off():
    x = numpy.random.RandomState(0).normal(0, 1, (1, 1, 5, 5)).astype('f')
    layer = L.Deconvolution2D(1, 1, 4, stride=2)
    whole = layer(x).array
    layer.pad = (1, 1)
    numpy.testing.assert_allclose(layer(x).array, whole[:, :, 1:-1, 1:-1], atol=1e-6)


def test_the_example_of_concat():
    x1 = chainer.Variable(numpy.array([[1, 2], [3, 4]]))
    x2 = chainer.Variable(numpy.array([[5, 6], [7, 8]]))
    assert F.concat([x1, x2], axis=1).array.tolist() == [[1, 2, 5, 6], [3, 4, 7, 8]]


def test_its_deconvolutions_have_kernels_that_their_stride_divides():
    """Against checkerboards."""
    layers = [link for link in FCN(3, 8).links() if isinstance(link, L.Deconvolution2D)]
    assert len(layers) == 3
    for layer in layers:
        (_, _, high, wide), (sy, sx) = layer.W.shape, layer.stride
        assert high % sy == wide % sx == 0


@pytest.mark.parametrize('poolings', [1, 2, 3])
def test_multiples_of_the_strides_come_back_whole(poolings):
    """Three poolings of stride 2: sides are to be multiples of 8."""

    def there_and_back(size):
        x = numpy.zeros((1, 1, size, size), 'f')
        for _ in range(poolings):
            x = F.max_pooling_2d(x, 2, stride=2, cover_all=False)
        return x.shape[2] * 2**poolings

    multiple = 2**poolings
    assert [there_and_back(n * multiple) for n in (1, 3, 5)] == [n * multiple for n in (1, 3, 5)]
    assert there_and_back(5 * multiple - 1) != 5 * multiple - 1
