import chainer
import chainer.functions as F
import numpy

from benchmarks.arithmetic import Products


def _count(function, *shapes, **options):
    inputs = [chainer.Variable(numpy.ones(shape, 'f')) for shape in shapes]
    with Products() as hook:
        F.sum(function(*inputs, **options)).backward()
    return hook.count


def test_convolution_and_its_two_gradients():
    # 2 pictures, 5x4 outputs of 6 channels, each of 3 channels and 3x3 taps.
    once = 2 * 5 * 4 * 6 * 3 * 9
    assert _count(F.convolution_2d, (2, 3, 7, 6), (6, 3, 3, 3)) == 3 * once
    assert _count(F.convolution_2d, (2, 6, 7, 6), (6, 3, 3, 3), groups=2) == 3 * once


def test_deconvolution():
    # 2 pictures, 5x4 pixels of 3 channels, each spread to 6 channels and 4x4 taps.
    once = 2 * 5 * 4 * 3 * 6 * 16
    assert _count(F.deconvolution_2d, (2, 3, 5, 4), (3, 6, 4, 4), stride=2) == 3 * once
