"""VGG's fully connected layers as convolutions: the first claim of post 000."""

import chainer
import numpy
import pytest

from models import weights
from models.fcn32s_paper import FCN32s
from models.parts.data_init import fit_to_data
from models.parts.vgg_blocks import N_CONVOLUTIONS, VGGBlocks
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model
from train.parts import loop

N_CLASS = 5


def picture(height, width, number=1):
    return numpy.random.RandomState(0).normal(0, 60, (number, 3, height, width)).astype('f')


def both(size, pad=1):
    """A classifier of ``size`` x ``size`` and the same as convolutions, padded as VGG or not."""
    numpy.random.seed(0)
    vgg = VGGNet(N_CLASS, size, width=2)
    if pad == 0:
        # fc6 takes what is left of the map then.
        vgg.cells = vgg.pools(picture(size, size))[-1].shape[2]
        del vgg.fc6
        with vgg.init_scope():
            vgg.fc6 = chainer.links.Linear(16 * vgg.cells**2, 128)
    # Scores about 1, for a difference to show.
    fit_to_data(vgg.score, picture(size, size, number=4), N_CONVOLUTIONS + 3)
    fcn = FCN32s(N_CLASS, 2, vgg.cells)
    report = copy_model(vgg, fcn)
    assert '/fc6/W' in report.copied and '/fc7/W' in report.copied
    assert report.missing == ['/score_fr/W', '/score_fr/b']
    fcn.score_fr.W.array[...] = vgg.fc8.W.array[:, :, None, None]
    fcn.score_fr.b.array[...] = vgg.fc8.b.array
    return vgg, fcn


def unpadded(monkeypatch):
    init = VGGBlocks.__init__

    def without(self, width=64):
        init(self, width)
        for link in self.children():
            link.pad = 0, 0

    monkeypatch.setattr(VGGBlocks, '__init__', without)


@pytest.fixture(autouse=True)
def tested():
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        yield


def test_one_window_is_the_classifier():
    """224 x 224, as the paper's: the same numbers, up to rounding."""
    vgg, fcn = both(224)
    x = picture(224, 224)
    maps = fcn.windows(fcn.pools(x)[-1]).array
    assert maps.shape == (1, N_CLASS, 1, 1)
    expected = vgg.score(x).array
    assert numpy.abs(expected).max() > 0.5
    numpy.testing.assert_allclose(maps[:, :, 0, 0], expected, rtol=1e-4, atol=1e-4)


def test_every_window_of_a_large_picture_without_padding(monkeypatch):
    """Nothing is seen but the window: 244 pixels are 2 x 2 cells then."""
    unpadded(monkeypatch)
    vgg, fcn = both(244, pad=0)
    assert vgg.cells == 2
    x = picture(244 + 64, 244 + 32)
    maps = fcn.windows(fcn.pools(x)[-1]).array[0]
    assert maps.shape == (N_CLASS, 3, 2)
    for i in range(3):
        for j in range(2):
            window = x[:, :, 32 * i : 32 * i + 244, 32 * j : 32 * j + 244]
            expected = vgg.score(window).array[0]
            numpy.testing.assert_allclose(maps[:, i, j], expected, rtol=1e-4, atol=1e-4)
    assert maps.std(axis=(1, 2)).max() > 0.1, 'the windows differ'


def test_every_window_of_a_large_picture_as_vgg_is_padded():
    """The same, where a window's convolutions see what is around it in place of zeros."""
    vgg, fcn = both(96)
    x = picture(96 + 96 * 2 + 64, 96 + 96 * 2)
    maps = fcn.windows(fcn.pools(x)[-1]).array[0]
    for i in range(3):
        # 96 pixels more on each side are as far as any cell of pool5 sees.
        around = x[:, :, 32 * i : 32 * i + 288, :288]
        cells = vgg.pools(around)[-1][:, :, 3:6, 3:6]
        h = chainer.functions.relu(vgg.fc7(chainer.functions.relu(vgg.fc6(cells))))
        expected = vgg.fc8(h).array[0]
        numpy.testing.assert_allclose(maps[:, 3 + i, 3], expected, rtol=1e-4, atol=1e-4)
    alone = vgg.score(x[:, :, 96:192, 96:192]).array[0]
    assert numpy.abs(maps[:, 3, 3] - alone).max() > 0.05, 'zeros at its border are something else'


@pytest.mark.parametrize('cells', [1, 2, 3, 7])
def test_the_map_keeps_its_size_whatever_fc6_takes(cells):
    fcn = FCN32s(N_CLASS, 2, cells)
    for size in ((20, 33), (100, 64)):
        assert fcn.score(picture(*size), size).shape == (1, N_CLASS) + size


def test_weights_of_any_map_are_told_by_their_names(tmp_path):
    path = str(tmp_path / 'model.npz')
    numpy.random.seed(0)
    model = FCN32s(N_CLASS, 2, cells=3)
    loop.save(path, model)
    found = weights.load_trained(path)
    assert isinstance(found, FCN32s) and found.cells == 3
    numpy.testing.assert_array_equal(found.fc6.W.array, model.fc6.W.array)


def test_a_smaller_fc6_is_not_bent_to_fit():
    report = copy_model(VGGNet(N_CLASS, 64, 2), FCN32s(N_CLASS, 2, cells=7))
    assert report.different == ['/fc6/W']
