"""SqueezeNet and the FCN that fits it: what paper and post say of layers and sizes."""

import chainer
import chainer.functions as F
import numpy
import pytest

from models.fcn_squeezenet import FCNSqueezeNet
from models.parts.standardized import Measuring, Standardized
from models.squeezenet import SqueezeNet
from models.weights.copy_model import copy_model


def test_parameters_are_those_of_the_papers_table_1():
    net = SqueezeNet()
    assert net.count_params() == 1248424
    # Without pruning: conv1, fire2 to fire9, conv10.
    names = ['conv1'] + ['fire{}'.format(i) for i in range(2, 10)] + ['conv10']
    assert [net[name].count_params() for name in names] == [
        14208, 11920, 12432, 45344, 49440, 104880, 111024, 188992, 197184, 513000,
    ]  # fmt: skip


def test_sizes_of_the_papers_figure_2():
    """Maps of 111, 55, 27 and 13 on 227 x 227, and conv10's padding."""
    net = SqueezeNet(5, 12)
    x = numpy.zeros((1, 3, 227, 227), 'f')
    assert net.conv1(x).shape[2:] == (111, 111)
    assert net.features(x).shape[2:] == (13, 13)
    assert net.conv10(net.features(x)).shape[2:] == (15, 15)
    assert net.score(x).shape == (1, 5)


def test_every_parameter_of_the_classifier_receives_a_gradient():
    numpy.random.seed(0)
    net = SqueezeNet(5, 12)
    x = numpy.random.normal(0, 60, (2, 3, 97, 97)).astype('f')
    net.cleargrads()
    net(x, numpy.array([0, 3], 'i')).backward()
    for name, param in net.namedparams():
        assert numpy.isfinite(param.grad).all() and param.grad.any(), name


def test_the_fcn_has_all_of_squeezenets_layers_but_the_classifier():
    report = copy_model(SqueezeNet(1000, 12), FCNSqueezeNet(21, 12))
    assert len(report.copied) == 2 * 25 and not report.different
    assert {name.split('/')[1] for name in report.missing} == {
        'score_pool1', 'score_pool4', 'score_pool9', 'score_picture', 'add_layer',
        'upsample_pool4', 'upsample_pool9', 'upsample_final',
    }  # fmt: skip


def test_at_every_second_pixel_the_fcn_computes_what_squeezenet_does():
    """fire9 at 1/8, dilated, behind a pooling that takes every pixel."""
    numpy.random.seed(0)
    net, fcn = SqueezeNet(3, 24), FCNSqueezeNet(3, 24)
    copy_model(net, fcn)
    x = numpy.random.normal(0, 60, (1, 3, 224, 224)).astype('f')
    seen = []

    class Seen(chainer.LinkHook):
        def forward_postprocess(self, args):
            if args.link is fcn.fire9:
                seen.append(args.out.array)

    with Seen():
        fcn.score(x, (224, 224))
    # SqueezeNet with the FCN's padding, and with poolings that start at the same pixels.
    with chainer.using_config('train', False):
        h = F.relu(fcn.conv1(x))
        h = F.max_pooling_2d(h, 3, stride=2)
        h = F.max_pooling_2d(net.fire4(net.fire3(net.fire2(h))), 3, stride=2)
        h = net.fire8(net.fire7(net.fire6(net.fire5(h))))
        h = net.fire9(F.max_pooling_2d(h, 3, stride=2))
    # The pooling of every pixel is centred, so that of every second one begins at the second.
    numpy.testing.assert_allclose(
        seen[0][:, :, 1::2, 1::2][:, :, 1:-1, 1:-1], h.array[:, :, 1:-1, 1:-1], rtol=1e-3, atol=1e-4
    )


def test_standardized_is_what_it_says():
    numpy.random.seed(0)
    link = Standardized(3)
    x = numpy.random.normal((9, -2, 0), (35, 0.1, 1), (8, 5, 6, 3)).astype('f')
    x = numpy.ascontiguousarray(x.transpose(0, 3, 1, 2))
    x[:, 2] = 7  # a channel that says nothing
    with Measuring():
        link(x)
    y = link(x).array
    assert y.mean(axis=(0, 2, 3)) == pytest.approx(numpy.zeros(3), abs=1e-4)
    assert y.std(axis=(0, 2, 3)) == pytest.approx([1, 1, 0], abs=1e-2)
    assert not list(link.params())
    # Measured once: in training too it stays.
    with chainer.using_config('train', True):
        numpy.testing.assert_array_equal(link(x[:1]).array, y[:1])


def test_standardized_is_saved(tmp_path):
    link, other = Standardized(2), Standardized(2)
    link.avg_mean[...] = (3, 4)
    chainer.serializers.save_npz(str(tmp_path / 'a.npz'), link)
    chainer.serializers.load_npz(str(tmp_path / 'a.npz'), other)
    assert other.avg_mean.tolist() == [3, 4]
