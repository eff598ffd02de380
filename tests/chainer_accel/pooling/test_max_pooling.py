import chainer
import chainer.functions as F
import numpy
import pytest
from chainer.utils import conv


def _case(seed):
    rng = numpy.random.RandomState(seed)
    while True:
        n, c, h, w = rng.randint(1, 4), rng.randint(1, 5), rng.randint(1, 12), rng.randint(1, 12)
        k, s = rng.randint(1, 5, 2), rng.randint(1, 5, 2)
        p = [rng.randint(0, a) for a in k]
        cover_all = bool(rng.randint(2))
        size = [conv.get_conv_outsize(a, k[i], s[i], p[i], cover_all) for i, a in enumerate((h, w))]
        if min(size) > 0:
            break
    # Few values: many are equal.
    x = rng.randint(-3, 3, (n, c, h, w)).astype(rng.choice([numpy.float32, numpy.float64]))
    if rng.randint(2):
        x = numpy.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    gy = rng.randn(n, c, *size).astype(x.dtype)
    return x, gy, tuple(k), {'stride': tuple(s), 'pad': tuple(p), 'cover_all': cover_all}


def _results(x, gy, k, options):
    v = chainer.Variable(x)
    y, indexes = F.max_pooling_2d(v, k, return_indices=True, **options)
    y.grad = gy
    y.backward()
    # A window that sees nothing but padding has -inf.
    return numpy.nan_to_num(y.array), v.grad, indexes.astype(numpy.int64)


@pytest.mark.parametrize('seed', range(150))
def test_max_pooling(seed, same_as_chainer):
    case = _case(seed)
    same_as_chainer(lambda: _results(*case), float32=1e-6)


def test_unpooling_takes_the_indexes(same_as_chainer):
    x = numpy.random.RandomState(0).randn(2, 3, 8, 8).astype('f')

    def results():
        y, indexes = F.max_pooling_2d(x, 2, return_indices=True)
        return (F.upsampling_2d(y, indexes, 2, outsize=(8, 8)).array,)

    same_as_chainer(results, float32=0)


def test_second_derivative(same_as_chainer):
    x, gy, k, options = _case(5)

    def results():
        a, b = chainer.Variable(x), chainer.Variable(gy)
        y = F.max_pooling_2d(a * a, k, **options)
        (ga,) = chainer.grad([y], [a], [b], enable_double_backprop=True)
        (gg,) = chainer.grad([F.sum(ga * ga)], [b])
        return (gg.array,)

    same_as_chainer(results, float32=1e-6)


@pytest.mark.parametrize('seed', range(100))
def test_unpooling(seed, same_as_chainer):
    """What a pooling took away comes back, also without a size to come back to."""
    x, g, k, options = _case(seed)
    rng = numpy.random.RandomState(seed)
    with chainer.using_config('use_accel', rng.choice(['auto', 'never'])):
        y, indexes = F.max_pooling_2d(x, k, return_indices=True, **options)
    outsize = x.shape[2:] if rng.randint(2) else None
    if rng.randint(2):
        g = numpy.ascontiguousarray(g.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)

    def results():
        v = chainer.Variable(g)
        z = F.upsampling_2d(v, indexes, k, outsize=outsize, **options)
        z.grad = numpy.cos(numpy.arange(z.size)).reshape(z.shape).astype(g.dtype)
        z.backward()
        return z.array, v.grad

    try:
        with chainer.using_config('use_accel', 'never'):
            served = results()[0].size
    except (chainer.utils.type_check.InvalidType, ValueError):
        served = False
    if not served:
        pytest.skip('pictures of this size are not pooled to that one')
    same_as_chainer(results, float32=1e-6)
