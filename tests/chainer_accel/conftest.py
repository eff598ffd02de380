import chainer
import chainer.functions as F
import numpy
import pytest


def pytest_configure(config):
    # chainer.gradient_check brings chainer.testing, which marks its own tests with these.
    for name in ('gpu', 'multi_gpu', 'cudnn', 'slow', 'ideep', 'chainerx'):
        config.addinivalue_line('markers', name + ': a marker of chainer.testing')


@pytest.fixture(autouse=True)
def _in_place():
    # It comes with chainer_compat's import hook, which the period stack does without.
    if not hasattr(chainer.config, 'use_accel'):
        pytest.skip('chainer_accel is not in place')


def _relative(got, wanted):
    assert got.shape == wanted.shape
    assert got.dtype == wanted.dtype
    return abs(got - wanted).max() / max(abs(wanted).max(), 1e-30)


@pytest.fixture
def same_as_chainer():
    """Run ``f`` (to a tuple of arrays) with the accelerator and without, and compare."""

    def check(f, float32=2e-6, float64=1e-13):
        got = f()
        with chainer.using_config('use_accel', 'never'):
            wanted = f()
        for a, b in zip(got, wanted):
            if a is None and b is None:
                continue
            assert _relative(a, b) <= (float64 if b.dtype == numpy.float64 else float32)

    return check


@pytest.fixture
def convolved():
    """Output and gradients of a convolution of stride 1."""

    def results(x, W, b, gy, pad):
        inputs = [chainer.Variable(a) for a in (x, W, b) if a is not None]
        y = F.convolution_2d(*inputs, pad=pad)
        y.grad = gy
        y.backward()
        return [y.array] + [v.grad for v in inputs]

    return results


@pytest.fixture
def off(convolved):
    """Run a case of ``convolved`` and compare it with Chainer in float64.

    Returns:
        list: Root of the mean square of the errors over the results' standard deviation.
    """

    def check(x, W, b, gy, pad):
        got = convolved(x, W, b, gy, pad)
        with chainer.using_config('use_accel', 'never'):
            wide = [None if a is None else a.astype('d') for a in (x, W, b, gy)]
            wanted = convolved(*(wide + [pad]))
        for a, exact in zip(got, wanted):
            assert a.shape == exact.shape and a.dtype == numpy.float32
        return [numpy.sqrt(((a - e) ** 2).mean()) / e.std() for a, e in zip(got, wanted)]

    return check


@pytest.fixture
def count_calls(monkeypatch):
    """Count how often ``convolve`` and ``gradient`` of a module are called, in a list."""

    def start(module):
        seen = []
        for name in ('convolve', 'gradient'):
            own = getattr(module, name)
            monkeypatch.setattr(module, name, lambda *a, own=own: seen.append(1) or own(*a))
        return seen

    return start
