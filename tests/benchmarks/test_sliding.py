"""A window slid over a picture, and the same layers over the whole of it."""

import chainer
import numpy
import pytest

from benchmarks import sliding
from models.fcn32s_paper import FCN32s


@pytest.fixture(autouse=True)
def tested():
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        yield


def test_one_window_is_the_same_either_way():
    numpy.random.seed(0)
    vgg, fcn = sliding.networks(1)
    x = numpy.random.normal(0, 60, (1, 3, 224, 224)).astype('f')
    numpy.testing.assert_allclose(sliding.slid(vgg, x), sliding.at_once(fcn, x), atol=1e-5)


def test_both_give_every_window():
    numpy.random.seed(0)
    vgg, fcn = sliding.networks(1)
    x = numpy.random.normal(0, 60, (1, 3, 288, 256)).astype('f')
    assert sliding.slid(vgg, x).shape == sliding.at_once(fcn, x).shape == (1000, 3, 2)
    # The order of the windows: the last one is that of the lower right corner.
    expected = vgg.score(x[:, :, 64:, 32:]).array[0]
    numpy.testing.assert_allclose(sliding.slid(vgg, x)[:, 2, 1], expected, atol=1e-5)


def test_multiplications_by_hand():
    convolutions = 3 * 1 + 1 * 1, 1 * 2 + 2 * 2, 2 * 4 + 2 * 4 * 4, 4 * 8 + 2 * 8 * 8, 3 * 8 * 8
    expected = sum(9 * n * (224 >> i) ** 2 for i, n in enumerate(convolutions))
    expected += 49 * 8 * 64 + 64 * 64 + 64 * 1000
    assert sliding.products(FCN32s(1000, 1), 224) == expected


def test_the_table(monkeypatch, tmp_path, script):
    monkeypatch.setattr(sliding, 'SIDES', (224, 256))
    monkeypatch.setattr(sliding, 'products', lambda _, side: {224: 10e9, 256: 20e9}[side])
    monkeypatch.setattr(sliding, 'PAPER', 1)
    out = tmp_path / 'sliding.md'
    status, _, err = script(sliding.main, '--width', 1, '--repeat', 1, '--out', out)
    assert status == 0, err
    lines = out.read_text().splitlines()
    assert lines[2].startswith('| 224x224 | 1 | 10.0 G | 10.0 G | 1.0 |')
    assert lines[3].startswith('| 256x256 | 4 | 40.0 G | 20.0 G | 2.0 |')
    status, _, err = script(sliding.main, '--out', out)
    assert status == 1 and 'there already' in err
