import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.pixels import elementwise


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(elementwise, 'PIECE', 7)


def _arrays(dtype, layout):
    rng = numpy.random.RandomState(0)
    arrays = rng.randn(2, 2, 3, 5, 4).astype(dtype)
    arrays[0, 0, 0] = 0
    if layout == 'channels last':
        arrays = numpy.ascontiguousarray(arrays.transpose(0, 1, 3, 4, 2)).transpose(0, 1, 4, 2, 3)
    if layout == 'both':
        return arrays[0], numpy.ascontiguousarray(arrays[1].transpose(0, 2, 3, 1)).transpose(
            0, 3, 1, 2
        )
    return arrays


def _through(function, x, gy):
    """Output and gradient."""
    v = chainer.Variable(x)
    y = function(v)
    y.grad = gy
    y.backward()
    return y.array, v.grad


@pytest.mark.parametrize('layout', ['as written', 'channels last', 'both'])
@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64, numpy.float16])
@pytest.mark.parametrize(
    'function',
    [
        F.relu,
        F.elu,
        lambda x: F.elu(x, 0.3),
        lambda x: F.elu(x, -1),
        F.leaky_relu,
        lambda x: F.leaky_relu(x, 0.1),
        lambda x: F.leaky_relu(x, -0.5),
    ],  # fmt: skip
)
def test_activations(function, dtype, layout, same_as_chainer):
    x, gy = _arrays(dtype, layout)

    same_as_chainer(lambda: _through(function, x, gy), float32=1e-7)


@pytest.mark.parametrize('function', [F.relu, F.elu, F.leaky_relu])
def test_many(function, same_as_chainer):
    rng = numpy.random.RandomState(0)
    x, gy = rng.randn(2, 300, 200).astype('f')

    same_as_chainer(lambda: _through(function, x, gy), float32=1e-7)


@pytest.mark.parametrize('alpha', [1.0, 0.3])
def test_elu_is_as_precise_as_its_dtype_everywhere(alpha):
    tiny = -numpy.logspace(-30, 0, 500)
    x = numpy.concatenate([numpy.linspace(-100, 5, 20001), tiny, [0, -numpy.inf, numpy.inf]])
    x = x.astype('f')
    expected = numpy.where(x > 0, x.astype('d'), alpha * numpy.expm1(x.astype('d')))
    numpy.testing.assert_allclose(F.elu(x, alpha).array, expected, rtol=3e-7)


def test_elu_of_nan_is_nan():
    x = chainer.Variable(numpy.array([1, numpy.nan, -1], 'f'))
    y = F.elu(x)
    assert numpy.isnan(y.array).tolist() == [False, True, False]
    y.grad = numpy.ones(3, 'f')
    y.backward()
    assert numpy.isnan(x.grad).tolist() == [False, True, False]


OPTIMIZERS = {
    'sgd': lambda: chainer.optimizers.SGD(0.1),
    'momentum': lambda: chainer.optimizers.MomentumSGD(0.1, 0.9),
    'adam': lambda: chainer.optimizers.Adam(0.1),
    'adamw': lambda: chainer.optimizers.Adam(0.1, weight_decay_rate=0.1, eta=0.5),
    'amsgrad': lambda: chainer.optimizers.Adam(0.1, amsgrad=True),
    'adabound': lambda: chainer.optimizers.Adam(0.1, adabound=True),
}


# The larger one is of several pieces for the compiled loops too.
@pytest.mark.parametrize('shape', [(5, 6), (300, 200)])
@pytest.mark.parametrize('dtype', [numpy.float32, numpy.float64])
@pytest.mark.parametrize('name', sorted(OPTIMIZERS))
def test_updates(name, dtype, shape, same_as_chainer):
    rng = numpy.random.RandomState(0)
    start, grads = rng.randn(*shape).astype(dtype), rng.randn(4, *shape).astype(dtype)

    def results():
        link = chainer.Link()
        with link.init_scope():
            link.p = chainer.Parameter(start.copy())
            link.without = chainer.Parameter(start.copy())
        optimizer = OPTIMIZERS[name]().setup(link)
        optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(0.01))
        for grad in grads:
            link.p.grad = grad.copy()
            optimizer.update()
        return (link.p.array,)

    same_as_chainer(results, float32=3e-7)
