"""FCN-32s: the sizes, the enlargement, the measures."""

import chainer
import numpy
import pytest

from models.fcn32s import MyFcn32sWithAnySize
from models.parts.data_init import fit_to_data
from models.parts.upsampling import bilinear_filter, enlarge
from models.parts.vgg_blocks import N_CONVOLUTIONS
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model


def pictures(*shape):
    return numpy.random.RandomState(0).normal(0, 60, shape).astype('f')


def test_parameters_as_in_paper_and_post():
    def count(model):
        return sum(p.size for p in model.params())

    assert count(VGGNet()) == 138357544  # the paper: 138 million
    assert count(MyFcn32sWithAnySize()) == 14714688 + 21 * 513


@pytest.mark.parametrize('size', [(32, 32), (33, 64), (65, 47), (96, 128), (75, 100), (31, 20)])
def test_output_has_the_size_of_the_label(size):
    model = MyFcn32sWithAnySize(4, 2)
    x = pictures(1, 3, *size)
    t = numpy.random.RandomState(1).randint(-1, 4, (1,) + size).astype('i')
    assert model.score(x, size).shape == (1, 4) + size
    model(x, t).backward()
    assert model.score_pool5.W.grad.any()
    assert model.predict(x).shape == (1,) + size
    assert model.predict(x).dtype == numpy.int32


@pytest.mark.parametrize('factor', [2, 4, 8, 16, 32])
def test_bilinear_filter_keeps_a_flat_map_flat(factor):
    w = bilinear_filter(factor)
    tiled = sum(
        w[i * factor : (i + 1) * factor, j * factor : (j + 1) * factor]
        for i in range(2)
        for j in range(2)
    )
    assert tiled == pytest.approx(numpy.ones((factor, factor)))


def slowly_enlarged(x, factor, size):
    """Interpolate between the middles of the cells, pixel by pixel, zeros around."""
    cells = numpy.pad(x, 1, mode='constant')
    result = numpy.empty(size)
    for v in range(size[0]):
        for u in range(size[1]):
            # The middle of pixel v in cells, and one more for the zeros around.
            y, x_ = (v + 0.5) / factor + 0.5, (u + 0.5) / factor + 0.5
            i, j = int(y), int(x_)
            p, q = y - i, x_ - j
            result[v, u] = (
                (1 - p) * (1 - q) * cells[i, j]
                + (1 - p) * q * cells[i, j + 1]
                + p * (1 - q) * cells[i + 1, j]
                + p * q * cells[i + 1, j + 1]
            )
    return result


@pytest.mark.parametrize('factor', [2, 8])
@pytest.mark.parametrize('extra', [0, 1, 3])
def test_enlargement_and_crop_against_a_slow_reference(factor, extra):
    x = pictures(1, 2, 3, 4)
    # Any size that pooling rounds up to 3 x 4 cells.
    size = 3 * factor - extra % factor, 4 * factor - (2 * extra) % factor
    y = enlarge(x, factor, size, numpy).array
    for channel in range(2):
        expected = slowly_enlarged(x[0, channel], factor, size)
        assert y[0, channel] == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_pixels_on_borders_count_neither_in_loss_nor_in_accuracy():
    model = MyFcn32sWithAnySize(3, 2)
    model.score_pool5.b.array[:] = [0, 1, 0]  # every pixel leans to class 1
    t = numpy.full((1, 32, 32), -1, 'i')
    t[0, 0, :3] = [1, 1, 2]
    loss = model(pictures(1, 3, 32, 32), t)
    assert float(model.accuracy.array) == pytest.approx(2 / 3)
    h = model.score(pictures(1, 3, 32, 32), (32, 32)).array[0, :, 0, :3]
    log_p = h - numpy.log(numpy.exp(h).sum(axis=0))
    assert float(loss.array) == pytest.approx(-log_p[[1, 1, 2], [0, 1, 2]].mean(), rel=1e-5)


def test_copy_model_copies_by_name_and_shape_and_tells():
    vgg, fcn = VGGNet(5, 32, 2), MyFcn32sWithAnySize(21, 2)
    before = fcn.score_pool5.W.array.copy()
    report = copy_model(vgg, fcn)
    assert len(report.copied) == 2 * N_CONVOLUTIONS
    assert report.missing == ['/score_pool5/W', '/score_pool5/b']
    assert report.different == []
    assert (fcn.conv3_2.W.array == vgg.conv3_2.W.array).all()
    assert fcn.conv3_2.W.array is not vgg.conv3_2.W.array
    assert (fcn.score_pool5.W.array == before).all()

    wider = MyFcn32sWithAnySize(21, 3)
    assert copy_model(vgg, wider).copied == []
    assert '/conv1_1/W' in copy_model(vgg, wider).different


def test_weights_fitted_to_pictures_give_centred_features_of_falling_spread():
    model = MyFcn32sWithAnySize(3, 4)
    x = pictures(4, 3, 64, 64)
    fit_to_data(model.pools, x, N_CONVOLUTIONS)
    with chainer.no_backprop_mode():
        first = model.conv1_1(x).array
        assert first.mean(axis=(0, 2, 3)) == pytest.approx(numpy.zeros(4), abs=0.1)
        spread = float(x.std()) ** (12 / 13)
        assert first.std(axis=(0, 2, 3)) == pytest.approx(numpy.full(4, spread), rel=1e-3)
        assert 0.1 < model.pools(x)[-1].array.std() < 3


def test_initialization_from_pictures_of_one_colour_gives_numbers():
    model = MyFcn32sWithAnySize(3, 2)
    fit_to_data(model.pools, numpy.zeros((2, 3, 32, 32), 'f'), N_CONVOLUTIONS)
    assert all(numpy.isfinite(p.array).all() for p in model.params())
