"""What the mends for CuPy are for, on a GPU; left out where there is none."""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest
from chainer.backends import cuda

cupy = pytest.importorskip('cupy')


def _there():
    try:
        return cupy.cuda.is_available()
    except cupy.cuda.runtime.CUDARuntimeError:  # CuPy 13, without a driver
        return False


pytestmark = pytest.mark.skipif(not _there(), reason='no GPU')


def gradients(function, *xs):
    """Gradients of the sum of what ``function`` makes of arrays on the GPU, as NumPy arrays."""
    device = chainer.get_device('@cupy:0')
    xs = [chainer.Variable(device.send(x)) for x in xs]
    F.sum(function(*xs)).backward()
    return [cuda.to_cpu(x.grad) for x in xs]


def test_resize_images():
    x = numpy.arange(8).reshape(1, 2, 2, 2).astype('f')
    (gx,) = gradients(lambda x: F.resize_images(x, (4, 4)), x)
    # Every output is a mean of inputs: their weights sum to the number of outputs.
    numpy.testing.assert_allclose(gx.sum(axis=(2, 3)), [[16, 16]], rtol=1e-5)


@pytest.mark.parametrize('dtype', [numpy.float16, numpy.float32])
def test_losses_of_word2vec(dtype):
    x = numpy.random.RandomState(0).randn(4, 3).astype(dtype)
    t = numpy.array([0, 1, 2, 0], 'i')
    with chainer.using_config('dtype', dtype):
        tree = L.BinaryHierarchicalSoftmax.create_huffman_tree({0: 5, 1: 3, 2: 1})
        links = [L.NegativeSampling(3, [5, 3, 1], 2), L.BinaryHierarchicalSoftmax(3, tree)]
    for link in links:
        link.W.array[...] = 0.5
        link.to_device('@cupy:0')
        link.cleargrads()
        (gx,) = gradients(lambda x, link=link: link(x, link.xp.asarray(t)), x)
        for gradient in (gx, cuda.to_cpu(link.W.grad)):
            assert gradient.dtype == dtype
            assert numpy.isfinite(gradient).all() and gradient.any()


def test_gradients_as_on_the_cpu():
    numpy.random.seed(0)
    here = L.Convolution2D(3, 4, 3, pad=1)
    there = here.copy(mode='copy').to_device('@cupy:0')
    x = chainer.Variable(numpy.random.uniform(-1, 1, (2, 3, 8, 8)).astype('f'))
    here.cleargrads()
    there.cleargrads()
    F.sum(here(x)).backward()
    (gx,) = gradients(there, x.array)
    numpy.testing.assert_allclose(gx, x.grad, rtol=1e-4, atol=1e-5)
    numpy.testing.assert_allclose(cuda.to_cpu(there.W.grad), here.W.grad, rtol=1e-4, atol=1e-5)
