"""The network before "revisit 1": its layers, and each point that the post changed."""

import chainer
import numpy
import pytest

from models.fcn8s_before import Learnt, MyFcn8s
from models.parts.upsampling import bilinear_filter, enlarge
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model

N_CLASS = 5


def pictures(*size):
    return numpy.random.RandomState(0).normal(0, 60, (2, 3) + size).astype('f')


def test_the_copy_s_layers():
    """Kernel, stride and padding 4/2/1, 8/4/2 and 16/8/4, every class to every class."""
    model = MyFcn8s(N_CLASS, 2)
    for name, factor in (('upsample_pool4', 2), ('upsample_pool5', 4), ('upsample_final', 8)):
        layer = model[name]
        assert layer.W.shape == (N_CLASS, N_CLASS, 2 * factor, 2 * factor)
        assert (layer.stride, layer.pad) == ((factor,) * 2, (factor // 2,) * 2)
    assert sum(isinstance(link, chainer.links.BatchNormalization) for link in model.links()) == 13


@pytest.mark.parametrize('structure', [
    {}, {'side': None}, {'skips': False}, {'normalization': False}, {'learnt': False},
])  # fmt: skip
def test_one_point_at_a_time(structure):
    model = MyFcn8s(N_CLASS, 2, **dict({'side': 64}, **structure))
    loss = model(pictures(50, 70), numpy.zeros((2, 50, 70), 'i'))
    model.cleargrads()
    loss.backward()
    # Every layer takes part.
    assert all(p.grad is not None and p.grad.any() for p in model.params() if p.ndim == 4)
    full = MyFcn8s(N_CLASS, 2).count_params()
    fewer = 'skips' in structure or 'normalization' in structure or 'learnt' in structure
    # Of the larger enlargement only: 64 x 64 in place of 16 x 16 and the two others.
    assert fewer == (model.count_params() != full)


def test_pictures_are_made_square_and_brought_back():
    model = MyFcn8s(N_CLASS, 2, side=32, normalization=False)
    seen = []
    pools = model.pools
    model.pools = lambda x: seen.append(x.shape) or pools(x)
    assert model.score(pictures(50, 70), (50, 70)).shape == (2, N_CLASS, 50, 70)
    assert seen == [(2, 3, 32, 32)]


def test_a_square_picture_is_left_alone():
    """Of a side of multiples nothing is cut, so that any size and squares are one."""
    square = MyFcn8s(N_CLASS, 2, side=64)
    any_size = MyFcn8s(N_CLASS, 2, side=None)
    any_size.copyparams(square)
    x = pictures(64, 64)
    with chainer.using_config('train', False):
        one, other = square.score(x, (64, 64)).array, any_size.score(x, (64, 64)).array
    numpy.testing.assert_array_equal(one, other)


def test_learnt_at_a_bilinear_filter_is_bilinear():
    """The learnt enlargement has the fixed one's places at every size."""
    layer = Learnt(2, 4)
    layer.W.array[...] = 0
    for c in range(2):
        layer.W.array[c, c] = bilinear_filter(4)
    x = numpy.random.RandomState(1).normal(size=(1, 2, 3, 5)).astype('f')
    for size in ((12, 20), (9, 17)):
        numpy.testing.assert_allclose(
            layer(x, size).array, enlarge(x, 4, size, numpy).array, atol=1e-6
        )


def test_vggnet_s_weights_fit():
    vgg = VGGNet(3, 32, 2)
    model = MyFcn8s(N_CLASS, 2)
    report = copy_model(vgg, model)
    assert len(report.copied) == 26
    numpy.testing.assert_array_equal(model.conv5_3.W.array, vgg.conv5_3.W.array)
