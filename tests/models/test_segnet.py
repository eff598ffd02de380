"""SegNet-Basic and SegNet: layers, un-pooling, normalization, weights of VGGNet."""

import chainer
import chainer.functions as F
import numpy
import pytest

from cli.errors import UserError
from models import weights
from models.parts.unpooling import pool, unpool
from models.segnet import SegNet, names
from models.segnet_basic import SegNetBasic
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model


def sizes(model):
    return {name.lstrip('/'): param.size for name, param in model.namedparams()}


def test_basic_has_the_parameters_of_the_paper():
    counted = sizes(SegNetBasic(11, 64))
    convolutions = 3 * 64 * 49 + 7 * 64 * 64 * 49
    assert sum(counted.values()) == convolutions + 8 * 2 * 64 + 64 * 11 + 11 == 1416075
    # Table 1 of the paper gives millions in steps of 0.025: 1.425.
    assert round(sum(counted.values()) / 25000) * 0.025 == pytest.approx(1.425)


def test_vgg_s_encoder_and_its_mirror_image():
    counted = sizes(SegNet(11, 64))
    # VGG-16's 14,714,688 without its 4224 biases; the paper says 14.7 million.
    encoder = sum(n for name, n in counted.items() if name.endswith('/W') and '_D' not in name)
    assert encoder == 14714688 - 4224
    decoder = sum(n for name, n in counted.items() if name.endswith('_D/W'))
    assert decoder == encoder - 3 * 64 * 9 + 64 * 11 * 9
    # One channel for each output: 4224 down; up, what came in on the way down but the picture.
    normalized = sum(n for name, n in counted.items() if '_bn/' in name)
    assert normalized == 2 * (4224 + 4224 - 512)
    assert sum(counted.values()) == 29441419


def test_names_are_vggnet_s():
    layers = [name for block in range(1, 6) for name in names(block)]
    assert len(layers) == 13
    vgg = VGGNet(10, 32, 2)
    assert set(layers) == {link.name for link in vgg.children() if link.name.startswith('conv')}


def test_filters_of_vggnet_are_copied():
    vgg, model = VGGNet(10, 32, 2), SegNet(4, 2)
    before = model.conv1_2_D.W.array.copy()
    report = copy_model(vgg, model)
    assert len(report.copied) == 13 and not report.different
    assert (model.conv5_3.W.array == vgg.conv5_3.W.array).all()
    assert all('_D' in name or '_bn' in name for name in report.missing)
    assert (model.conv1_2_D.W.array == before).all()


@pytest.mark.parametrize('size', [(1, 1), (4, 6), (5, 6), (4, 7), (5, 7)])
def test_unpooling_puts_each_maximum_back_where_it_was(size):
    x = numpy.random.RandomState(0).permutation(3 * size[0] * size[1])
    x = (x + 1).reshape((1, 3) + size).astype('f')
    pooled, place = pool(chainer.Variable(x))
    assert pooled.shape == (1, 3, (size[0] + 1) // 2, (size[1] + 1) // 2)
    back = unpool(pooled, place).array
    assert back.shape == x.shape
    assert ((back == x) | (back == 0)).all()
    assert sorted(back[back > 0]) == sorted(pooled.array.ravel())


def test_unpooling_s_gradient_comes_from_those_places():
    x = numpy.random.RandomState(0).normal(size=(1, 1, 5, 4)).astype('f')
    _, place = pool(chainer.Variable(x))
    small = chainer.Variable(numpy.ones((1, 1, 3, 2), 'f'))
    weights = numpy.arange(20, dtype='f').reshape(x.shape)
    F.sum(unpool(small, place) * weights).backward()
    assert (
        small.grad == F.max_pooling_2d(weights * (unpool(small, place).array > 0), 2).array
    ).all()


def test_input_is_normalized_as_caffe_does():
    """Caffe: x / (1 + alpha / 5 sum of squares over 5 channels) ** beta."""
    seen = []
    model = SegNetBasic(2, 2)

    class Spy(chainer.LinkHook):
        def forward_preprocess(self, args):
            seen.append(args.args[0].array)

    x = numpy.random.RandomState(0).normal(0, 100, (1, 3, 8, 8)).astype('f')
    with Spy():
        model.predict(x)
    # Three channels: those that are two away are all there are.
    scale = 1 + 1e-4 / 5 * (x**2).sum(axis=1, keepdims=True)
    numpy.testing.assert_allclose(seen[0], x / scale**0.75, rtol=1e-4)


@pytest.mark.parametrize('network', [SegNetBasic, SegNet])
def test_normalization_moves_in_training_only(network):
    numpy.random.seed(0)
    model = network(3, 2)
    x = numpy.random.normal(0, 60, (2, 3, 33, 34)).astype('f')
    bn = model.conv1_bn if network is SegNetBasic else model.conv1_1_bn
    before = bn.avg_var.copy()
    model.predict(x)
    assert (bn.avg_var == before).all()
    model(x, numpy.zeros((2, 33, 34), 'i'))
    assert (bn.avg_var != before).all()


def test_a_picture_s_prediction_does_not_depend_on_its_batch():
    numpy.random.seed(0)
    model = SegNetBasic(4, 4)
    x = numpy.random.normal(0, 60, (3, 3, 17, 20)).astype('f')
    together = model.predict(x)
    assert all((model.predict(x[i : i + 1])[0] == together[i]).all() for i in range(3))


def test_a_file_without_the_averages_changes_nothing(tmp_path):
    path = str(tmp_path / 'model.npz')
    numpy.random.seed(0)
    chainer.serializers.save_npz(path, SegNetBasic(4, 2))
    with numpy.load(path) as npz:
        arrays = {name: npz[name] for name in npz.files if name != 'conv4_bn/avg_var'}
    numpy.savez(path, **arrays)
    model = SegNetBasic(4, 2)
    before = model.conv1.W.array.copy()
    with pytest.raises(UserError, match='conv4_bn/avg_var of SegNetBasic is missing'):
        weights.load(path, model)
    assert (model.conv1.W.array == before).all()


class Functions(chainer.FunctionHook):
    """Names of the functions applied, in their order."""

    name = 'Functions'

    def __init__(self):
        self.names = []

    def forward_preprocess(self, function, in_data):
        self.names.append(type(function).__name__)


def test_normalization_stands_behind_a_convolution_and_before_the_relu():
    with Functions() as hook:
        SegNet(4, 1)(numpy.zeros((1, 3, 32, 32), 'f'), numpy.zeros((1, 32, 32), 'i'))
    places = [i for i, name in enumerate(hook.names) if name == 'BatchNormalization']
    # Thirteen down, twelve up: the last layer gives the scores.
    assert len(places) == 25
    for i in places:
        assert (hook.names[i - 1], hook.names[i + 1]) == ('Convolution2DFunction', 'ReLU')
