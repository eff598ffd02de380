"""DeepLabv3+: parameters by its layers, output strides, parts left out, enlargement."""

import chainer
import numpy
import pytest

from models.deeplab import DeepLabV3Plus
from models.parts import lines
from models.parts.aspp import ASPP, KINDS
from models.parts.separable import Convolution, SeparableConvolution


def pictures(*size):
    return numpy.random.RandomState(0).normal(0, 60, (1, 3) + size).astype('f')


def convolution(c, out, k):
    return c * out * k * k + 2 * out


def separable(c, out):
    return c * 9 + 2 * c + c * out + 2 * out


def unit(c, *channels):
    """Three separable convolutions; a 1x1 on the skip connection where channels change."""
    sizes = (c,) + channels
    skip = convolution(c, channels[-1], 1) if c != channels[-1] else 0
    return skip + sum(separable(*sizes[i : i + 2]) for i in range(3))


def test_parameters_of_the_paper_s_width_follow_from_its_figures():
    """Figure 4 (Xception), section 3.1 (ASPP, decoder); batch normalization behind each."""
    entry = convolution(3, 32, 3) + convolution(32, 64, 3)
    entry += unit(64, 128, 128, 128) + unit(128, 256, 256, 256) + unit(256, 728, 728, 728)
    middle = 16 * unit(728, 728, 728, 728)
    exit_ = unit(728, 728, 1024, 1024)
    exit_ += separable(1024, 1536) + separable(1536, 1536) + separable(1536, 2048)
    aspp = convolution(2048, 256, 1) + 3 * separable(2048, 256) + 2048 * 256 + 256
    aspp += convolution(5 * 256, 256, 1)
    decoder = convolution(256, 48, 1) + separable(48 + 256, 256) + separable(256, 256)
    model = DeepLabV3Plus(21, 32)
    assert model.xception.count_params() == entry + middle + exit_ == 37867312
    # With ImageNet's classes 39.9 M, as timm's card of the authors' weights says.
    assert round((37867312 + 2048 * 1000 + 1000) / 1e6, 1) == 39.9
    assert model.aspp.count_params() == aspp
    assert model.decoder.count_params() == decoder
    assert model.count_params() == 37867312 + aspp + decoder + 256 * 21 + 21 == 41055157
    assert DeepLabV3Plus(11, 8).count_params() == 2690351


def test_a_channel_that_was_dead_in_training_does_not_outgrow_the_others_when_it_wakes():
    layer = Convolution(1, 1, 1)
    layer.conv.W.array[...] = 1
    for _ in range(200):
        layer(numpy.zeros((2, 1, 4, 4), 'f'))
    assert float(layer.bn.avg_var[0]) < 1e-6
    with chainer.using_config('train', False):
        assert abs(layer(numpy.ones((1, 1, 4, 4), 'f')).array).max() < 32


def test_sixty_five_convolutions():
    """A separable one counted once, and without those on skip connections."""
    names = [
        name
        for name, link in DeepLabV3Plus(4, 2).xception.namedlinks()
        if isinstance(link, (Convolution, SeparableConvolution)) and 'skip' not in name
    ]
    assert len(names) == 2 + 3 * 3 + 16 * 3 + 3 + 3 == 65


@pytest.mark.parametrize('size', [(97, 129), (90, 121), (64, 80)])
def test_at_every_second_cell_of_8_stands_what_16_gives(size):
    """The same weights: strides left out, and rates in their place."""
    numpy.random.seed(0)
    model = DeepLabV3Plus(4, 2)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        coarse = [h.array for h in model.xception(pictures(*size), 16)]
        fine = [h.array for h in model.xception(pictures(*size), 8)]
    assert (coarse[0] == fine[0]).all()
    assert coarse[1].shape[2:] == tuple(-(-n // 16) for n in size)
    assert fine[1].shape[2:] == tuple(-(-n // 8) for n in size)
    assert abs(coarse[1]).max() > 0
    atol = 1e-5 * abs(coarse[1]).max()
    numpy.testing.assert_allclose(fine[1][:, :, ::2, ::2], coarse[1], atol=atol)


@pytest.mark.parametrize('decoder', [True, False])
@pytest.mark.parametrize('aspp', sorted(KINDS))
@pytest.mark.parametrize('output_stride', [16, 8])
def test_every_part_left_out_still_learns(output_stride, aspp, decoder):
    numpy.random.seed(0)
    model = DeepLabV3Plus(4, 2, output_stride, aspp, decoder)
    t = numpy.random.RandomState(1).randint(-1, 4, (1, 50, 67)).astype('i')
    model.cleargrads()
    model(pictures(50, 67), t).backward()
    for name, param in model.namedparams():
        assert numpy.isfinite(param.grad).all(), name
        assert param.grad.any(), name
    assert hasattr(model, 'decoder') == decoder


def test_kinds_of_aspp_differ_by_their_branches():
    branch = separable(64, 8)
    mean = 64 * 8 + 8
    counted = {kind: ASPP(64, 8, kind).count_params() for kind in KINDS}
    project = 8 * 8  # of one branch more
    assert counted['all'] - counted['no-picture'] == mean + project
    assert counted['all'] - counted['one'] == 2 * (branch + project)
    assert counted['pooling'] - counted['all'] == 3 * (mean - branch)


class Rates(chainer.FunctionHook):
    """The rates and strides of the depthwise convolutions that are called."""

    name = 'Rates'

    def __init__(self):
        self.seen = []

    def forward_postprocess(self, function, in_data):
        if getattr(function, 'groups', 1) > 1:
            self.seen.append((function.dy, function.sy))


@pytest.mark.parametrize('output_stride, first', [(16, 1), (8, 2)])
def test_rates_of_the_paper(output_stride, first):
    model = DeepLabV3Plus(4, 2)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        with Rates() as hook:
            _, h = model.xception(pictures(65, 65), output_stride)
        entry = [(1, 1), (1, 1), (1, 2)] * 2 + [(1, 1), (1, 1), (1, 2 // first)]
        assert hook.seen == entry + [(first, 1)] * 3 * 17 + [(2 * first, 1)] * 3
        with Rates() as hook:
            model.aspp(h, output_stride)
    assert hook.seen == [(rate * first, 1) for rate in (6, 12, 18)]


def test_enlargement_goes_from_cell_to_cell():
    x = numpy.random.RandomState(0).randn(2, 3, 4, 5).astype('f')
    y = lines.enlarged_by(x, 4, (13, 17)).array
    assert (y[:, :, ::4, ::4] == x).all()
    assert y[0, 0, 0, 1] == pytest.approx(0.75 * x[0, 0, 0, 0] + 0.25 * x[0, 0, 0, 1], rel=1e-5)
    # Corners upon corners is the same for these sizes, and Chainer's.
    wanted = chainer.functions.resize_images(x, (13, 17)).array
    numpy.testing.assert_allclose(y, wanted, atol=1e-5)
    numpy.testing.assert_allclose(lines.enlarged(x, (13, 17)).array, wanted, atol=1e-5)
    # Past the last cell its value goes on.
    wider = lines.enlarged_by(x, 4, (16, 18)).array
    numpy.testing.assert_allclose(wider[:, :, :13, :17], y, atol=1e-6)
    assert (wider[:, :, 13:, :17] == wider[:, :, 12:13, :17]).all()
    assert (wider[..., 17] == wider[..., 16]).all()


def test_means_of_parts():
    x = numpy.arange(2 * 6 * 7, dtype='f').reshape(1, 2, 6, 7)
    assert lines.means(x, 1).array[0, 1, 0, 0] == x[0, 1].mean()
    found = lines.means(x, 3).array
    assert found.shape == (1, 2, 3, 3)
    # Rows 2 and 3; columns 2 to 4 of 7: floor(7 / 3) to ceil(14 / 3).
    assert found[0, 0, 1, 1] == pytest.approx(x[0, 0, 2:4, 2:5].mean())
    assert lines.means(numpy.ones((1, 2, 2, 2), 'f'), 6).array == pytest.approx(1)


def test_the_paper_s_width_forward_and_back():
    model = DeepLabV3Plus(21)
    t = numpy.random.RandomState(1).randint(-1, 21, (1, 65, 65)).astype('i')
    model.cleargrads()
    loss = model(pictures(65, 65), t)
    loss.backward()
    assert 1 < float(loss.array) < 10
    assert all(param.grad.any() for param in model.params())
