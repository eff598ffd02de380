"""The SqueezeNet FCN: what its post says of layers and sizes."""

import numpy
import pytest

from data.pictures.preprocess import global_contrast
from models.fcn_squeeze import FCN, FCNPooled, Fire, FireDilated
from models.parts.upsampling import enlarge

NETWORKS = [FCN, FCNPooled]


def convolution(in_ch, out_ch, side):
    return in_ch * out_ch * side * side + out_ch


def fire(in_size, s1, e1, e3):
    return convolution(in_size, s1, 1) + convolution(s1, e1, 1) + convolution(s1, e3, 3)


@pytest.mark.parametrize('network, side', [(FCN, 4), (FCNPooled, 8)])
@pytest.mark.parametrize('n_class', [11, 32])
def test_parameters_follow_from_the_posts_layers(network, side, n_class):
    fires = [
        (96, 16, 64, 64), (128, 16, 64, 64), (128, 16, 128, 128), (256, 32, 128, 128),
        (256, 48, 192, 192), (384, 48, 192, 192), (384, 64, 256, 256), (512, 64, 256, 256),
    ]  # fmt: skip
    expected = convolution(3, 96, 7) + sum(fire(*channels) for channels in fires)
    expected += sum(convolution(channels, n_class, 1) for channels in (96, 256, 512, 3 * n_class))
    expected += sum(convolution(n_class, n_class, s) for s in (4, side, 16))
    assert network(n_class).count_params() == expected
    if n_class == 11:
        assert expected == {FCN: 757672, FCNPooled: 763480}[network]


def test_layers_have_the_posts_names():
    names = {name.split('/')[1] for name, _ in FCN(3, 6).namedparams()}
    assert names == {
        'conv1', 'fire2', 'fire3', 'fire4', 'fire5', 'fire6', 'fire7', 'fire8', 'fire9',
        'score_pool1', 'score_pool4', 'score_pool9', 'add_layer',
        'upsample_pool4', 'upsample_pool9', 'upsample_final',
    }  # fmt: skip
    assert type(FCN(3, 6).fire9) is FireDilated
    assert type(FCNPooled(3, 6).fire9) is Fire


@pytest.mark.parametrize('network', NETWORKS)
@pytest.mark.parametrize('size', [(32, 48), (90, 120), (33, 47), (17, 16), (5, 1)])
def test_scores_have_the_pictures_size(network, size):
    model = network(4, 12)
    x = numpy.random.RandomState(0).normal(0, 60, (2, 3) + size).astype('f')
    assert model.score(x, size).shape == (2, 4) + size
    assert model.predict(x).shape == (2,) + size


@pytest.mark.parametrize('network', NETWORKS)
@pytest.mark.parametrize('width', [12, 7])
def test_every_parameter_receives_a_gradient(network, width):
    numpy.random.seed(0)
    model = network(4, width)
    rng = numpy.random.RandomState(1)
    x = rng.normal(0, 1, (2, 3, 37, 50)).astype('f')
    loss = model(x, rng.randint(-1, 4, (2, 37, 50)).astype('i'))
    model.cleargrads()
    loss.backward()
    for name, param in model.namedparams():
        assert numpy.isfinite(param.grad).all(), name
        assert param.grad.any(), name


@pytest.mark.parametrize('network', NETWORKS)
def test_deconvolutions_start_as_bilinear_enlargement(network):
    model = network(3, 6)
    x = numpy.random.RandomState(0).normal(0, 1, (1, 3, 5, 7)).astype('f')
    for layer, factor in (
        (model.upsample_pool4, 2),
        (model.upsample_pool9, model.stride // 4),
        (model.upsample_final, 4),
    ):
        expected = enlarge(x, factor, (5 * factor, 7 * factor), numpy).array
        numpy.testing.assert_allclose(layer(x).array, expected, atol=1e-6)


def test_the_dilated_module_sees_two_pixels_far_and_none_between():
    module = FireDilated(1, 1, 1, 1)
    for param in module.params():
        param.array[...] = 1
    x = numpy.zeros((1, 1, 9, 9), 'f')
    at_rest = module(x).array
    x[0, 0, 4, 4] = 1
    moved = (module(x).array != at_rest)[0]
    assert numpy.argwhere(moved[0]).tolist() == [[4, 4]]
    assert numpy.argwhere(moved[1]).tolist() == [[i, j] for i in (2, 4, 6) for j in (2, 4, 6)]


@pytest.mark.parametrize('network', NETWORKS)
def test_normalized_contrast_makes_the_exposure_irrelevant(network):
    numpy.random.seed(0)
    model = network(4, 12)
    model.contrast = global_contrast
    x = numpy.random.RandomState(0).normal(0, 60, (1, 3, 40, 40)).astype('f')
    scores = model.score(x, (40, 40)).array
    other = model.score(3 * x + 20, (40, 40)).array
    numpy.testing.assert_allclose(other, scores, atol=1e-4)


@pytest.mark.parametrize('network', NETWORKS)
def test_filling_up_leaves_what_is_far_from_it(network):
    """Rows and columns of zeros that the picture brings itself change nothing."""
    numpy.random.seed(0)
    model = network(4, 12)
    x = numpy.random.RandomState(0).normal(0, 1, (1, 3, 41, 30)).astype('f')
    filled = numpy.zeros((1, 3, 48, 32), 'f')
    filled[:, :, :41, :30] = x
    expected = model.score(filled, (48, 32)).array[:, :, :41, :30]
    numpy.testing.assert_array_equal(model.score(x, (41, 30)).array, expected)
