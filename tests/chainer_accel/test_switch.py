import os
import subprocess
import sys

import chainer
import chainer.functions as F
import numpy
import pytest

from chainer_accel.convolution import products

ASK = 'import chainer; print(chainer.config.use_accel)'


@pytest.mark.parametrize(
    'value, level', [('0', 'never'), ('', 'auto'), ('1', 'auto'), ('numpy', 'numpy')]
)
def test_environment(value, level):
    env = dict(os.environ, CHAINER_ACCEL=value)
    out = subprocess.run([sys.executable, '-c', ASK], env=env, stdout=subprocess.PIPE, check=True)
    assert out.stdout.decode().split() == [level]


def test_wrong_value_is_named():
    env = dict(os.environ, CHAINER_ACCEL='fast')
    out = subprocess.run([sys.executable, '-c', ASK], env=env, stderr=subprocess.PIPE)
    assert out.returncode != 0
    assert "CHAINER_ACCEL is 'fast': set it to 0, numpy or auto" in out.stderr.decode()


@pytest.mark.parametrize('level, calls', [('never', 0), ('numpy', 1), ('auto', 1)])
def test_configuration(level, calls, monkeypatch):
    seen = []
    own = products.convolve
    monkeypatch.setattr(products, 'convolve', lambda *args: seen.append(1) or own(*args))
    with chainer.using_config('use_accel', level):
        F.convolution_2d(numpy.ones((1, 1, 5, 5), 'f'), numpy.ones((1, 1, 3, 3), 'f'))
    assert len(seen) == calls
