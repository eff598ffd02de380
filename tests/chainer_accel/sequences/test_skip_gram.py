import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.sequences import skip_gram


@pytest.fixture(autouse=True, params=['numpy', 'auto'])
def _few_pairs(request, monkeypatch):
    monkeypatch.setattr(skip_gram, 'PAIRS', 7)
    monkeypatch.setattr(skip_gram, 'ROWS', 4)
    if request.param == 'auto':
        pytest.importorskip('numba')
    with chainer.using_config('use_accel', request.param):
        yield


@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64])
@pytest.mark.parametrize('reduce', ['sum', 'no'])
@pytest.mark.parametrize('ignored', ['none', 'some', 'all'])
def test_negative_sampling(ignored, reduce, dtype, same_as_chainer):
    rng = numpy.random.RandomState(0)
    x, W = rng.randn(20, 6).astype(dtype), rng.randn(9, 6).astype(dtype)
    t = rng.randint(0, 9, 20).astype(numpy.int32)
    t[{'none': slice(0), 'some': slice(3, 12), 'all': slice(None)}[ignored]] = -1

    def results():
        sampler = numpy.random.RandomState(1)
        a, b = chainer.Variable(x), chainer.Variable(W)
        y = F.negative_sampling(
            a, t, b, lambda shape: sampler.randint(0, 9, shape).astype(numpy.int32), 5, reduce
        )
        y.grad = numpy.cos(numpy.arange(y.size)).reshape(y.shape).astype(dtype)
        y.backward()
        return y.array, a.grad, b.grad

    same_as_chainer(results, float32=1e-6)


@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64])
@pytest.mark.parametrize('ignored', [None, -1, 3])
def test_embed_id(ignored, dtype, same_as_chainer):
    rng = numpy.random.RandomState(0)
    x = rng.randint(0 if ignored is None else -1, 6, (5, 4)).astype(numpy.int32)
    if ignored == 3:
        x[x < 0] = 3
    W, gy = rng.randn(6, 3).astype(dtype), rng.randn(5, 4, 3).astype(dtype)

    def results():
        v = chainer.Variable(W)
        y = F.embed_id(x, v, ignored)
        y.grad = gy
        y.backward()
        return y.array, v.grad

    same_as_chainer(results, float32=1e-6)


def test_nothing_but_ignored_words():
    v = chainer.Variable(numpy.ones((4, 2), 'f'))
    y = F.embed_id(numpy.full(3, -1, 'i'), v, -1)
    y.grad = numpy.ones_like(y.array)
    y.backward()
    assert (v.grad == 0).all()


def test_a_word_that_does_not_exist():
    x, W = numpy.ones((2, 3), 'f'), numpy.ones((4, 3), 'f')
    t = numpy.array([0, 4], 'i')
    with pytest.raises(IndexError):
        F.negative_sampling(x, t, W, lambda shape: numpy.zeros(shape, 'i'), 1)


def test_rows_without_gradient_and_such_as_are_no_number(same_as_chainer):
    g = numpy.zeros((10, 3), 'f')
    g[[1, 4, 9]] = numpy.random.RandomState(0).randn(3, 3)
    g[5, 1] = numpy.nan
    start = numpy.random.RandomState(1).randn(10, 3).astype('f')

    def results():
        link = chainer.Link()
        with link.init_scope():
            link.p = chainer.Parameter(start.copy())
        optimizer = chainer.optimizers.SGD(0.1).setup(link)
        link.p.grad = g
        optimizer.update()
        assert numpy.isnan(link.p.array).nonzero() == ([5], [1])
        return (numpy.nan_to_num(link.p.array),)

    same_as_chainer(results, float32=1e-7)
