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


@pytest.mark.parametrize(
    'geo, small, large, groups, pays',
    [
        ((16, 16, 4, 4, 6, 6, 1, 1), 32, 32, 1, True),  # SqueezeNet FCN's last enlargement
        ((2, 2, 2, 2, 0, 0, 1, 1), 128, 64, 1, True),  # U-Net's
        ((7, 7, 2, 2, 3, 3, 1, 1), 96, 3, 1, False),  # its columns are few already
        ((3, 3, 1, 1, 1, 1, 1, 1), 32, 32, 1, False),
        ((4, 4, 2, 2, 1, 1, 2, 2), 32, 32, 1, False),
        ((4, 4, 2, 2, 1, 1, 1, 1), 32, 32, 2, False),
        ((4, 4, 2, 2, 5, 1, 1, 1), 32, 32, 1, False),
        ((1, 1, 2, 2, 0, 0, 1, 1), 32, 32, 1, False),
    ],
)
def test_where_it_pays(geo, small, large, groups, pays):
    assert phases.pays(phases.Geometry(*geo), small, large, groups) == pays
