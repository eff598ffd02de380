"""An optimizer's step for all parameters together, against Chainer's own, one after the other."""

import chainer
import numpy
import pytest

from chainer_accel.base import optional

OPTIMIZERS = {
    'momentum': lambda: chainer.optimizers.MomentumSGD(0.1, 0.9),
    'adam': lambda: chainer.optimizers.Adam(0.1),
    'adamw': lambda: chainer.optimizers.Adam(0.1, weight_decay_rate=0.1, eta=0.5),
    'amsgrad': lambda: chainer.optimizers.Adam(0.1, amsgrad=True),
    'sgd': lambda: chainer.optimizers.SGD(0.1),
}
# The last one is of several pieces.
SHAPES = {'W': (5, 3, 2, 2), 'b': (5,), 'scalar': (), 'large': (300, 200)}


class _Same(chainer.optimizers.adam.AdamRule):
    """A rule of somebody's own."""

    def update_core_cpu(self, param):
        super(_Same, self).update_core_cpu(param)
        param.data += 1


def _nothing(model, optimizer):
    pass


def _decay(model, optimizer):
    optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(0.1))


def _clipped(model, optimizer):
    _decay(model, optimizer)
    optimizer.add_hook(chainer.optimizer_hooks.GradientClipping(0.5))


def _after(model, optimizer):
    def hook(optimizer):
        model.b.data[...] *= 2

    optimizer.add_hook(hook, 'double', timing='post')


def _disabled(model, optimizer):
    model.b.update_rule.enabled = False


def _own_rate(model, optimizer):
    model.b.update_rule.hyperparam.lr = model.b.update_rule.hyperparam.alpha = 0.03


def _own_hook(model, optimizer):
    model.b.update_rule.add_hook(chainer.optimizer_hooks.WeightDecay(0.2))


def _own_rule(model, optimizer):
    model.b.update_rule = _Same(chainer.optimizers.Adam(0.1).hyperparam)


def _without_rule(model, optimizer):
    model.b.update_rule = None


def _float64(model, optimizer):
    model.b.array = model.b.array.astype('d')


def _turned(model, optimizer):
    model.large.array = numpy.asfortranarray(model.large.array)


def _same_memory(model, optimizer):
    # Both have it; one after the other.
    model.scalar.array = model.b.array[:1].reshape(())


CHANGES = [
    _nothing,
    _decay,
    _clipped,
    _after,
    _disabled,
    _own_rate,
    _own_hook,
    _own_rule,
    _without_rule,
    _float64,
    _turned,
    _same_memory,
]


def _normal(rng, shape):
    return numpy.array(rng.standard_normal(shape), 'f')


def _model():
    rng = numpy.random.RandomState(0)
    model = chainer.Chain()
    with model.init_scope():
        for name in sorted(SHAPES):
            setattr(model, name, chainer.Parameter(_normal(rng, SHAPES[name])))
    return model


def _steps(model, optimizer, count=4):
    """Parameters, gradients, states and counts after so many steps."""
    rng = numpy.random.RandomState(1)
    for _ in range(count):
        for param in model.params():
            param.grad = _normal(rng, param.shape).astype(param.dtype)
        optimizer.update()
    params = [p for _, p in sorted(model.namedparams())]
    rules = [p.update_rule for p in params if p.update_rule is not None]
    assert optimizer.t == count
    states = [s for r in rules for _, s in sorted((r.state or {}).items())]
    arrays = [p.array for p in params] + [p.grad for p in params] + states
    return [numpy.array(a) for a in arrays] + [numpy.array(r.t, 'd') for r in rules]


@pytest.mark.parametrize('change', CHANGES)
@pytest.mark.parametrize('name', sorted(OPTIMIZERS))
def test_steps(name, change, same_as_chainer):
    def results():
        model = _model()
        optimizer = OPTIMIZERS[name]().setup(model)
        change(model, optimizer)
        return _steps(model, optimizer)

    same_as_chainer(results, float32=3e-7)


@pytest.mark.parametrize('name', ['adam', 'momentum'])
@pytest.mark.parametrize('change', [_nothing, _decay])
def test_all_together(name, change, monkeypatch):
    if optional.module('updates.kernels') is None:
        pytest.skip('Numba is not installed')
    from chainer_accel.updates import rules

    model = _model()
    optimizer = OPTIMIZERS[name]().setup(model)
    change(model, optimizer)
    # The first step makes the state.
    _steps(model, optimizer, 1)
    optimizer.t = 0
    rows = []
    run = rules.run
    monkeypatch.setattr(rules, 'run', lambda loop, r: rows.append(len(r)) or run(loop, r))
    _steps(model, optimizer, 2)
    assert rows == [len(SHAPES)] * 2


def test_with_a_loss(same_as_chainer):
    x = numpy.random.RandomState(0).randn(5, 4).astype('f')

    def results():
        model = chainer.links.Linear(4, 3, initialW=numpy.ones((3, 4), 'f'))
        optimizer = chainer.optimizers.Adam(0.1).setup(model)
        for _ in range(3):
            optimizer.update(lambda x: chainer.functions.sum(model(x) ** 2), x)
        return model.W.array, model.b.array

    same_as_chainer(results)


def test_a_gradient_that_is_missing_is_zero(same_as_chainer):
    def results():
        model = _model()
        optimizer = chainer.optimizers.Adam(0.1).setup(model)
        _steps(model, optimizer, 2)
        model.cleargrads()
        model.b.grad = numpy.ones(5, 'f')
        optimizer.update()
        return [p.array for _, p in sorted(model.namedparams())]

    same_as_chainer(results)


def test_scaled_loss(same_as_chainer):
    x = numpy.random.RandomState(0).randn(5, 4).astype('f')

    def results():
        model = chainer.links.Linear(4, 3, initialW=numpy.ones((3, 4), 'f'))
        optimizer = chainer.optimizers.MomentumSGD(0.1).setup(model)
        optimizer.loss_scaling(scale=8)
        for _ in range(3):
            optimizer.update(lambda x: chainer.functions.sum(model(x) ** 2), x)
        return model.W.array, model.b.array

    same_as_chainer(results)


def test_memory_that_must_not_be_written_to():
    model = _model()
    optimizer = chainer.optimizers.MomentumSGD(0.1).setup(model)
    _steps(model, optimizer, 1)
    model.b.array = numpy.broadcast_to(numpy.float32(1), (5,))
    with pytest.raises(ValueError, match='read-only'):
        _steps(model, optimizer, 1)
