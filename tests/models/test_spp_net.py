"""SPP-net: the paper's layers and sizes, pictures of any size, the network without a pyramid."""

import chainer
import numpy
import pytest

from cli.errors import UserError
from models.parts.spatial_pyramid import PAPER
from models.spp_net import SPPNet, ZF5OneSize, cells, normalized


@pytest.fixture
def testing():
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        yield


def picture(*size):
    return numpy.random.RandomState(0).normal(0, 60, (3,) + size).astype('f')


def conv(c, out, ksize):
    return c * out * ksize * ksize + out


CONVOLUTIONS = (
    conv(3, 96, 7) + conv(96, 256, 5) + conv(256, 384, 3) + conv(384, 384, 3) + conv(384, 256, 3)
)  # fmt: skip


@pytest.mark.parametrize(
    'network, per_channel, total',
    [
        (SPPNet, 21, 46628968),
        (lambda: SPPNet(bins=PAPER), 50, 77037672),
        (ZF5OneSize, 36, 62357608),
    ],
)
def test_parameters_of_table_1(network, per_channel, total):
    full = conv(256 * per_channel, 4096, 1) + conv(4096, 4096, 1) + conv(4096, 1000, 1)
    assert network().count_params() == CONVOLUTIONS + full == total


def test_width_in_proportion():
    model = SPPNet(10, 24)
    shapes = [model[name].W.shape[0] for name in ('conv1', 'conv2', 'conv3', 'conv5', 'fc6', 'fc8')]
    assert shapes == [24, 64, 96, 64, 1024, 10]


@pytest.mark.parametrize('side, sizes', [(224, [110, 26, 13, 13, 13]), (180, [88, 20, 10, 10, 10])])
def test_sides_of_the_maps(side, sizes, testing):
    """Those of 224 are in Zeiler and Fergus's figure 3; the paper's 180 pixels give 10 cells."""
    outputs = []

    class Layers(chainer.LinkHook):
        def forward_postprocess(self, args):
            outputs.append(args.out.shape[2])

    with Layers():
        features = SPPNet(2, 2).features(picture(side, side)[None])
    assert outputs == sizes and features.shape[2:] == (sizes[-1],) * 2
    assert cells(side) == sizes[-1]


def test_cells_of_every_side(testing):
    model = SPPNet(2, 2)
    for side in list(range(40, 120)) + [224, 227, 256]:
        assert model.features(picture(side, side)[None]).shape[2] == cells(side), side


@pytest.mark.parametrize('bins', [(1, 2, 4), PAPER, (1,)])
def test_pictures_of_any_size(bins, testing):
    model = SPPNet(5, 4, bins)
    sizes = [(224, 224), (180, 180), (150, 301), (260, 131)]
    scores = [model.score(picture(*size)[None]).array for size in sizes]
    assert {score.shape for score in scores} == {(1, 5)}
    at_once = model.score([picture(*size) for size in sizes]).array
    numpy.testing.assert_allclose(at_once, numpy.concatenate(scores), rtol=1e-4, atol=1e-5)


def test_too_small_a_picture_is_told(testing):
    with pytest.raises(UserError) as e:
        SPPNet(2, 2).score(picture(64, 300)[None])
    assert '3 x 17 cells' in str(e.value)


def test_without_a_pyramid_one_size_goes_in(testing):
    model = ZF5OneSize(5, 4, size=112)
    assert model.score(picture(112, 112)[None]).shape == (1, 5)
    with pytest.raises(chainer.utils.type_check.InvalidType):
        model.score(picture(180, 180)[None])


def test_a_level_of_6_is_the_pooling_it_takes_the_place_of(testing):
    """3 cells wide and 2 apart at 13 cells: with one's weights the other gives the same."""
    plain, pyramid = ZF5OneSize(3, 4), SPPNet(3, 4, bins=(6,))
    pyramid.copyparams(plain)
    x = picture(224, 224)[None]
    numpy.testing.assert_allclose(pyramid.score(x).array, plain.score(x).array, rtol=1e-5)


def test_normalization_by_hand():
    """Caffe's LRN within a channel: x / (1 + alpha * mean of the squares of 3 x 3) ** beta."""
    x = picture(4, 5)[None] * 10
    padded = numpy.pad(x.astype('d') ** 2, [(0, 0), (0, 0), (1, 1), (1, 1)], 'constant')
    sums = sum(padded[:, :, i : i + 4, j : j + 5] for i in range(3) for j in range(3))
    expected = x / (1 + 5e-5 * sums / 9) ** 0.75
    numpy.testing.assert_allclose(normalized(x).array, expected, rtol=1e-5)
    assert abs(normalized(x).array / x).max() < 1


def test_every_parameter_learns():
    numpy.random.seed(0)
    model = SPPNet(3, 4, PAPER)
    x = numpy.stack([picture(130, 140), -picture(130, 140)])
    loss = model(x, numpy.array([0, 2], 'i'))
    model.cleargrads()
    loss.backward()
    for name, parameter in model.namedparams():
        assert abs(parameter.grad).sum() > 0, name


def test_loss_and_accuracy_are_reported():
    model = SPPNet(3, 2)
    reporter, seen = chainer.Reporter(), {}
    reporter.add_observer('main', model)
    with reporter.scope(seen):
        loss = model(picture(100, 100)[None], numpy.array([1], 'i'))
    assert float(loss.array) == pytest.approx(float(seen['main/loss'].array))
    assert float(seen['main/accuracy'].array) in (0, 1)
