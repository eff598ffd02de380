"""Strided convolutions and deconvolutions by phases against Chainer's own."""

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.convolution import phases


def _case(seed):
    rng = numpy.random.RandomState(seed)
    while True:
        k, s = rng.randint(1, 10, 2), rng.randint(1, 5, 2)
        p = [rng.randint(0, n) for n in k]
        small = rng.randint(1, 9, 2)
        more = [rng.randint(0, n) for n in s]
        size = tuple(int(n) for n in (small - 1) * s + k - 2 * numpy.array(p) + more)
        if min(size) > 0 and tuple(s) != (1, 1) and (k >= s).all():
            break
    n, c, o = rng.randint(1, 4, 3)
    dtype = rng.choice([numpy.float32, numpy.float64])
    x, W, b = rng.randn(n, c, *small), rng.randn(c, o, *k), rng.randn(o)
    gy = rng.randn(n, o, *size)
    options = {'stride': tuple(s), 'pad': tuple(p), 'outsize': size}
    return [a.astype(dtype) for a in (x, W, b, gy)], options


@pytest.mark.parametrize('seed', range(60))
def test_deconvolution(seed, monkeypatch, same_as_chainer):
    """Forward, and both gradients, which are a strided convolution and its gradient for W."""
    (x, W, b, gy), options = _case(seed)
    taken = []

    def pays(*args):
        taken.append(1)
        return True

    monkeypatch.setattr(phases, 'pays', pays)

    def results():
        variables = [chainer.Variable(a) for a in (x, W, b)]
        y = F.deconvolution_2d(*variables, **options)
        y.grad = gy
        y.backward()
        return [y.array] + [v.grad for v in variables]

    same_as_chainer(results)
    assert len(taken) == 3


BY_COLUMNS = [
    ((16, 16, 4, 4, 6, 6, 1, 1), (32, 32), 1, True),  # SqueezeNet FCN's last enlargement
    ((2, 2, 2, 2, 0, 0, 1, 1), (128, 64), 1, True),  # U-Net's
    ((7, 7, 2, 2, 3, 3, 1, 1), (96, 3), 1, False),  # its columns are few already
    ((5, 5, 2, 2, 0, 0, 1, 1), (256, 96), 1, False),  # SPP-net's conv2
    ((3, 3, 2, 2, 1, 1, 1, 1), (32, 32), 1, False),  # 16 taps in all for 9
    ((3, 3, 1, 1, 1, 1, 1, 1), (32, 32), 1, False),
    ((4, 4, 2, 2, 1, 1, 2, 2), (32, 32), 1, False),
    ((4, 4, 2, 2, 1, 1, 1, 1), (32, 32), 2, False),
    ((4, 4, 2, 2, 5, 1, 1, 1), (32, 32), 1, False),
    ((1, 1, 2, 2, 0, 0, 1, 1), (32, 32), 1, False),
]


@pytest.mark.parametrize('geo, channels, groups, pays', BY_COLUMNS)
def test_where_it_pays(geo, channels, groups, pays):
    """With float64 pictures, whose convolutions are always taken by columns."""
    x = numpy.empty((16, 1, 1, 1))
    assert phases.pays(x, phases.Geometry(*geo), channels, (26, 26), groups) == pays


BY_WINOGRAD = [
    ((5, 5, 2, 2, 0, 0, 1, 1), (256, 96), True),  # SPP-net's conv2
    ((11, 11, 4, 4, 2, 2, 1, 1), (64, 3), True),  # AlexNet's conv1: 48 channels
    ((6, 6, 2, 2, 2, 2, 1, 1), (64, 64), True),
    ((3, 3, 2, 2, 1, 1, 1, 1), (64, 64), False),  # 2x2 taps
    ((7, 7, 2, 2, 3, 3, 1, 1), (96, 3), False),  # 4x4 taps
    ((5, 5, 2, 2, 0, 0, 1, 1), (250, 96), False),  # no whole vectors
]


@pytest.mark.parametrize('geo, channels, pays', BY_WINOGRAD)
def test_where_winograd_makes_it_pay(geo, channels, pays):
    pytest.importorskip('numba')
    x = numpy.empty((16, 1, 1, 1), numpy.float32)
    assert phases.pays(x, phases.Geometry(*geo), channels, (26, 26), 1) == pays


@pytest.mark.parametrize('kernel, stride', [((5, 5), 2), ((6, 5), 2), ((11, 11), 4)])
@pytest.mark.parametrize('pad, more', [((0, 0), (0, 0)), ((2, 1), (1, 0)), ((3, 4), (0, 1))])
def test_by_winograd(kernel, stride, pad, more, monkeypatch, same_as_chainer):
    """A convolution and its gradients; pictures whose last rows the filter doesn't reach, too."""
    pytest.importorskip('numba')
    from chainer_accel.winograd import narrow

    rng = numpy.random.RandomState(0)
    size = [11 * stride + k - 2 * p + m for k, p, m in zip(kernel, pad, more)]
    x = rng.randn(2, 16, *size).astype(numpy.float32)
    W, b = [rng.randn(*s).astype(numpy.float32) for s in ((32, 16) + kernel, (32,))]
    gy = rng.randn(2, 32, 12, 12).astype(numpy.float32)
    taken = []

    def fill_of(function):
        def fill(*args):
            taken.append(1)
            return function(*args)

        return fill

    for name in ('convolve', 'gradient'):
        monkeypatch.setattr(narrow, name, fill_of(getattr(narrow, name)))

    def results():
        variables = [chainer.Variable(a) for a in (x, W, b)]
        y = F.convolution_2d(*variables, stride=stride, pad=pad)
        y.grad = gy
        y.backward()
        return [y.array] + [v.grad for v in variables]

    same_as_chainer(results, float32=5e-6)
    assert len(taken) == 3
