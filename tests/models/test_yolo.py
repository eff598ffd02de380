"""YOLO's networks: layers and sizes of the paper, of the authors' program, of SqueezeNet."""

import os

import chainer
import numpy
import pytest

from models import weights
from models.parts import grid
from models.parts.standardized import Measuring
from models.squeezenet import SqueezeNet
from models.weights.copy_model import copy_model
from models.yolo import SIDES, YOLO, FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet
from train.parts import loop

NETWORKS = {YOLO: 4, FastYOLO: 2, YOLOSqueezeNet: 12}
"""With a narrow width."""


def seen(model, x):
    """Names and shapes of what the layers of a network give for ``x``."""
    found = []

    class Spy(chainer.LinkHook):
        def forward_postprocess(self, args):
            found.append((args.link.name, args.out.shape[1:]))

    with chainer.using_config('train', False), chainer.no_backprop_mode(), Spy():
        model.cells(x)
    return found


def test_layers_of_figure_3():
    # At a sixteenth of the width: filters and sides of the maps.
    narrow = YOLO(20, 4)
    found = seen(narrow, numpy.zeros((1, 3, 448, 448), 'f'))
    sides = [224, 112] + [56] * 4 + [28] * 10 + [14] * 5 + [7] * 3
    filters = [64, 192, 128, 256, 256, 512] + [256, 512] * 4 + [512, 1024] * 3 + [1024] * 4
    assert [name for name, _ in found[:24]] == ['conv{}'.format(i) for i in range(1, 25)]
    assert [shape for _, shape in found[:24]] == [(f // 16, s, s) for f, s in zip(filters, sides)]
    assert found[24:] == [('fc25', (256,)), ('fc26', (1470,))]
    ksizes = [7, 3] + [1, 3] * 9 + [3] * 4
    assert [narrow['conv{}'.format(i + 1)].ksize for i in range(24)] == ksizes


def test_layers_of_the_authors_fast_yolo():
    found = seen(FastYOLO(20, 1), numpy.zeros((1, 3, 448, 448), 'f'))
    assert found == [
        ('conv1', (1, 448, 448)), ('conv2', (2, 224, 224)), ('conv3', (4, 112, 112)),
        ('conv4', (8, 56, 56)), ('conv5', (16, 28, 28)), ('conv6', (32, 14, 14)),
        ('conv7', (64, 7, 7)), ('conv8', (64, 7, 7)), ('conv9', (64, 7, 7)),
        ('fc10', (16,)), ('fc11', (256,)), ('fc12', (1470,)),
    ]  # fmt: skip


def parameters(convolutions, units):
    """Of layers (side of the filters, their number), and of fully connected ones."""
    total, channels = 0, 3
    for ksize, filters in convolutions:
        total, channels = total + (ksize * ksize * channels + 1) * filters, filters
    units = [49 * channels] + units
    return total + sum((a + 1) * b for a, b in zip(units, units[1:]))


def test_parameters_of_fast_yolo():
    layers = [(3, f) for f in (16, 32, 64, 128, 256, 512, 1024, 1024, 1024)]
    assert FastYOLO().count_params() == parameters(layers, [256, 4096, 1470]) == 45089374


def test_parameters_of_yolo():
    """An eighth of the width here; all of it, a gigabyte, where REVISIT_LARGE is set."""
    layers = [(7, 64), (3, 192), (1, 128), (3, 256), (1, 256), (3, 512)]
    layers += [(1, 256), (3, 512)] * 4 + [(1, 512), (3, 1024)] * 3
    layers += [(3, 1024)] * 4
    assert parameters(layers, [4096, 1470]) == 271703550
    narrow = [(ksize, filters // 8) for ksize, filters in layers]
    assert YOLO(20, 8).count_params() == parameters(narrow, [512, 1470])
    if os.environ.get('REVISIT_LARGE'):
        assert YOLO().count_params() == 271703550


def test_parameters_of_yolo_on_squeezenet():
    # SqueezeNet's 1,248,424 less conv10, then 3 x 3 from 512 and from 128 channels, and 1 x 1.
    layers = 1248424 - (512 + 1) * 1000
    head = (9 * 512 + 1) * 128 + (9 * 128 + 1) * 128 + (128 + 1) * 30
    assert YOLOSqueezeNet().count_params() == layers + head == 1476830


def test_last_layer_of_squeezenet_s_is_the_same_in_every_cell():
    numpy.random.seed(0)
    model = YOLOSqueezeNet(3, 12, 112)
    model.conv25.b.array[...] = numpy.arange(13)
    model.conv25.W.array[...] = 0
    x = numpy.random.normal(0, 60, (2, 3, 112, 112)).astype('f')
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        assert (model.cells(x).array == numpy.arange(13)).all()


@pytest.mark.parametrize('network', NETWORKS)
@pytest.mark.parametrize('size', SIDES)
def test_cells_whatever_the_size(network, size):
    model = network(3, NETWORKS[network], size)
    x = numpy.random.RandomState(0).normal(0, 60, (2, 3, size, size)).astype('f')
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        assert model.cells(x).shape == (2, 7, 7, 13)
    # The layers are the same.
    assert model.count_params() == network(3, NETWORKS[network], 448).count_params()


@pytest.mark.parametrize('network', NETWORKS)
def test_learns_a_picture_by_heart(network):
    numpy.random.seed(0)
    model = network(2, 2 * NETWORKS[network], 112)
    x = numpy.random.normal(0, 60, (2, 3, 112, 112)).astype('f')
    with chainer.using_config('train', False), chainer.no_backprop_mode(), Measuring():
        model.cells(x)
    model.begin()
    pairs = [
        grid.encode(boxes, labels, (112, 112))
        for boxes, labels in (
            ([[10, 10, 60, 40]], [1]), ([[40, 20, 100, 100], [0, 0, 30, 30]], [0, 1]),
        )
    ]  # fmt: skip
    told, classes = [numpy.stack(part) for part in zip(*pairs)]
    optimizer = chainer.optimizers.Adam(1e-3)
    optimizer.setup(model)
    first = None
    for _ in range(100):
        optimizer.update(model, x, told, classes)
        first = first or float(model.loss.array)
        for name, param in model.namedparams():
            assert param.grad is not None and numpy.isfinite(param.grad).all(), name
    with chainer.using_config('train', False):
        assert float(model(x, told, classes).array) < 0.3 * first


def test_dropout_in_training_alone():
    for network, width in NETWORKS.items():
        numpy.random.seed(0)
        model = network(2, 2 * width, 112)
        x = numpy.random.normal(0, 60, (1, 3, 112, 112)).astype('f')
        with chainer.no_backprop_mode():
            assert (model.cells(x).array != model.cells(x).array).any()
            with chainer.using_config('train', False):
                assert (model.cells(x).array == model.cells(x).array).all()


@pytest.mark.parametrize('network', NETWORKS)
def test_begins_with_boxes_of_two_sizes(network):
    numpy.random.seed(0)
    model = network(2, NETWORKS[network], 112)
    model.begin()
    x = numpy.zeros((1, 3, 112, 112), 'f')
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        boxes, _ = grid.decode(model.cells(x).array)
    sides = (boxes[0, :, 2:] - boxes[0, :, :2]).reshape(-1, 2, 2).mean(axis=(0, 2))
    assert 0.1 < sides[0] < 0.3 < sides[1] < 0.6


def test_all_of_squeezenet_is_copied():
    numpy.random.seed(0)
    classifier, model = SqueezeNet(10, 12), YOLOSqueezeNet(2, 12, 224)
    report = copy_model(classifier, model)
    assert len(report.copied) == 2 * (1 + 8 * 3) and not report.different
    assert {name.split('/')[1] for name in report.missing} == {'conv23', 'conv24', 'conv25'}


@pytest.mark.parametrize('network', NETWORKS)
def test_file_tells_its_network(network, tmp_path):
    path, width = str(tmp_path / 'model.npz'), NETWORKS[network]
    loop.save(path, network(5, width, 112))
    found = weights.load_trained(path)
    assert isinstance(found, network) and found.width == width and found.n_class == 5
