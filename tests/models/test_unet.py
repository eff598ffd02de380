"""U-Net: layers, sizes, tiles and mirroring, initial weights, the weighted loss."""

import chainer
import chainer.functions as F
import numpy
import pytest

from models import unet, weights
from models.unet import UNet, mirrored, surrounded
from train.parts import loop


@pytest.fixture
def testing():
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        yield


def test_parameters_of_the_paper_s_figure():
    def conv(c, out, ksize):
        return c * out * ksize * ksize + out

    down = sum(conv(c, 2 * c, 3) + conv(2 * c, 2 * c, 3) for c in (64, 128, 256, 512))
    up = sum(conv(2 * c, c, 2) + conv(2 * c, c, 3) + conv(c, c, 3) for c in (64, 128, 256, 512))
    first = conv(1, 64, 3) + conv(64, 64, 3)
    assert UNet().count_params() == first + down + up + conv(64, 2, 1) == 31030658


def test_23_layers_in_the_paper_s_sizes(testing):
    seen = []

    class Spy(chainer.LinkHook):
        def forward_postprocess(self, args):
            seen.append((args.link.name, args.out.shape[1:3]))

    with Spy():
        score = UNet(2, 1).tile(numpy.zeros((1, 3, 572, 572), 'f'))
    assert score.shape == (1, 2, 388, 388)
    # Figure 1: sides of the maps; width 1 instead of 64.
    assert seen == [
        ('conv_d0a_b', (1, 570)), ('conv_d0b_c', (1, 568)),
        ('conv_d1a_b', (2, 282)), ('conv_d1b_c', (2, 280)),
        ('conv_d2a_b', (4, 138)), ('conv_d2b_c', (4, 136)),
        ('conv_d3a_b', (8, 66)), ('conv_d3b_c', (8, 64)),
        ('conv_d4a_b', (16, 30)), ('conv_d4b_c', (16, 28)),
        ('upconv_d4c_u3a', (8, 56)), ('conv_u3b_c', (8, 54)), ('conv_u3c_d', (8, 52)),
        ('upconv_u3d_u2a', (4, 104)), ('conv_u2b_c', (4, 102)), ('conv_u2c_d', (4, 100)),
        ('upconv_u2d_u1a', (2, 200)), ('conv_u1b_c', (2, 198)), ('conv_u1c_d', (2, 196)),
        ('upconv_u1d_u0a', (1, 392)), ('conv_u0b_c', (1, 390)), ('conv_u0c_d', (1, 388)),
        ('conv_u0d_score', (2, 388)),
    ]  # fmt: skip


def test_sides_of_a_tile():
    assert [surrounded(n) for n in (1, 4, 5, 20, 388, 389, 516)] == [
        188, 188, 204, 204, 572, 588, 700,
    ]  # fmt: skip


@pytest.mark.parametrize('size', [(300, 196), (97, 201)])
def test_tiles_give_what_one_large_tile_gives(size, testing, monkeypatch):
    numpy.random.seed(0)
    model = UNet(3, 4)
    x = numpy.random.normal(0, 60, (2, 3) + size).astype('f')
    whole = model.score(x, size).array
    monkeypatch.setattr(unet, 'TILE', 100)
    in_tiles = model.score(x, size).array
    assert whole.std() > 0.1
    numpy.testing.assert_allclose(in_tiles, whole, atol=1e-4 * numpy.abs(whole).max())


def test_beyond_the_picture_is_the_picture_mirrored(testing):
    """A picture that brings its mirror image gives the same."""
    numpy.random.seed(0)
    model = UNet(2, 4)
    x = numpy.random.normal(0, 60, (1, 3, 100, 36)).astype('f')
    with_border = numpy.pad(x, [(0, 0), (0, 0), (92, 92), (92, 92)], 'reflect')
    expected = model.score(with_border, (100, 36)).array
    numpy.testing.assert_array_equal(model.score(x, (100, 36)).array, expected)


@pytest.mark.parametrize('length', [1, 2, 5, 90])
def test_mirrored_as_numpy_s_reflection(length):
    expected = numpy.pad(numpy.arange(length), (92, 70), 'reflect')
    assert mirrored(-92, 92 + length + 70, length).tolist() == expected.tolist()


def test_what_is_far_has_no_say(testing):
    """93 pixels away from the pixel asked for, nothing is seen; 92 away something is."""
    numpy.random.seed(0)
    model = UNet(2, 4)
    x = numpy.zeros((1, 3, 188, 188), 'f')
    plain = model.tile(x).array
    far, near = x.copy(), x.copy()
    far[..., -1, -1] = near[..., 40, 40] = 500
    assert (model.tile(far).array[..., 0, 0] == plain[..., 0, 0]).all()
    assert (model.tile(near).array[..., 0, 0] != plain[..., 0, 0]).any()


def test_grey_of_three_channels(testing):
    model = UNet(2, 2)
    x = numpy.random.RandomState(0).normal(0, 60, (1, 3, 188, 188)).astype('f')
    grey = x.mean(axis=1, keepdims=True).repeat(3, axis=1)
    numpy.testing.assert_allclose(model.tile(x).array, model.tile(grey).array, atol=1e-4)


def test_initial_weights_spread_by_the_root_of_2_over_n():
    numpy.random.seed(0)
    model = UNet(2, 32)
    for name, n in [
        ('conv_d0b_c', 9 * 32), ('conv_u3b_c', 9 * 512), ('upconv_d4c_u3a', 512),
        ('upconv_u2d_u1a', 128),
    ]:  # fmt: skip
        assert model[name].W.array.std() == pytest.approx((2 / n) ** 0.5, rel=0.05), name
        assert not model[name].b.array.any()


def test_dropout_in_training_alone():
    numpy.random.seed(0)
    model = UNet(2, 2)
    x = numpy.random.normal(0, 60, (1, 3, 188, 188)).astype('f')
    assert (model.tile(x).array != model.tile(x).array).any()
    with chainer.using_config('train', False):
        assert (model.tile(x).array == model.tile(x).array).all()


def test_loss_with_weights_of_classes_and_borders():
    numpy.random.seed(0)
    model = UNet(2, 2)
    x = numpy.random.normal(0, 60, (1, 3, 30, 20)).astype('f')
    t = numpy.random.randint(-1, 2, (1, 30, 20)).astype('i')
    border = numpy.random.uniform(0, 10, (1, 30, 20)).astype('f')
    model.class_weight = numpy.array([2, 0.7], 'f')
    with chainer.using_config('train', False):
        loss = float(model(x, t, border).array)
        accuracy = float(model.accuracy.array)
        p = F.softmax(model.score(x, (30, 20))).array[0].astype('d')
    total = 0
    for y in range(30):
        for c in range(20):
            label = t[0, y, c]
            if label >= 0:
                weight = model.class_weight[label] + border[0, y, c]
                total -= weight * numpy.log(p[label, y, c])
    counted = t[0] >= 0
    assert loss == pytest.approx(total / counted.sum(), rel=1e-4)
    assert accuracy == pytest.approx((p.argmax(axis=0) == t[0])[counted].mean())


def test_without_weights_it_is_the_loss_of_any_network():
    numpy.random.seed(0)
    model = UNet(2, 2)
    x = numpy.random.normal(0, 60, (1, 3, 30, 20)).astype('f')
    t = numpy.random.randint(-1, 2, (1, 30, 20)).astype('i')
    with chainer.using_config('train', False):
        plain = float(model(x, t).array)
        assert float(model(x, t, numpy.zeros((1, 30, 20), 'f')).array) == pytest.approx(plain)


def test_where_no_pixel_counts_there_is_no_loss():
    model = UNet(2, 1)
    x, t = numpy.zeros((1, 3, 4, 4), 'f'), numpy.full((1, 4, 4), -1, 'i')
    assert float(model(x, t, numpy.ones((1, 4, 4), 'f')).array) == 0


def test_file_tells_its_network(tmp_path):
    path = str(tmp_path / 'model.npz')
    loop.save(path, UNet(5, 3))
    found = weights.load_trained(path)
    assert isinstance(found, UNet) and found.width == 3
    assert found.conv_u0d_score.b.size == 5
