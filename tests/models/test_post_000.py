"""What post 000 says of fully connected layers and resolution, held against Chainer."""

import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from models.fcn32s import MyFcn32sWithAnySize


def test_the_layer_after_alexnets_conv5_is_a_convolution_of_6x6():
    numpy.random.seed(0)
    fc = L.Linear(16 * 6 * 6, 10)
    as_convolution = L.Convolution2D(16, 10, 6)
    as_convolution.W.array[...] = fc.W.array.reshape(as_convolution.W.shape)
    as_convolution.b.array[...] = fc.b.array
    x = numpy.random.normal(0, 1, (2, 16, 6, 6)).astype('f')
    found = as_convolution(x).array
    assert found.shape == (2, 10, 1, 1)
    numpy.testing.assert_allclose(found[:, :, 0, 0], fc(x).array, rtol=1e-4, atol=1e-5)
    # Of a larger map a map comes out, of a smaller one nothing, but where it is padded.
    assert as_convolution(numpy.zeros((1, 16, 9, 8), 'f')).shape == (1, 10, 4, 3)
    # The period's Chainer asserts it.
    with pytest.raises((RuntimeError, AssertionError), match='should be positive'):
        as_convolution(numpy.zeros((1, 16, 5, 5), 'f'))
    padded = F.pad(numpy.zeros((1, 16, 5, 5), 'f'), ((0, 0), (0, 0), (1, 0), (1, 0)), 'constant')
    assert as_convolution(padded).shape == (1, 10, 1, 1)


def test_strides_bring_vggs_maps_to_a_thirty_second():
    pools = MyFcn32sWithAnySize(2, 1).pools(numpy.zeros((1, 3, 224, 160), 'f'))
    assert pools[-1].shape[2:] == (224 // 32, 160 // 32)
