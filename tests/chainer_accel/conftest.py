import chainer
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
