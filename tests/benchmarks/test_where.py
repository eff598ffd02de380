"""Shares of a step's time: what is NumPy's, what is the rest, and which folders are compiled."""

import os

import numpy
import pytest

from benchmarks import where

ACCEL = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


NUMBERS = numpy.random.RandomState(0).random_sample(10**6)


def numpy_s():
    numpy.argsort(NUMBERS)


def python_s():
    return sum(i % 7 for i in range(10**6))


@pytest.mark.parametrize('work, area', [(numpy_s, 'NumPy'), (python_s, 'the rest')])
def test_shares_of_a_work(work, area):
    seconds, shares = where.measured(work, 3)
    assert seconds > 0 and set(shares) == set(where.AREAS)
    assert max(shares, key=shares.get) == area
    assert abs(sum(shares.values()) - 1) < 1e-9 or shares['the rest'] == 0


@pytest.mark.parametrize('file, area', [
    ('winograd/passes.py', 'convolution'),
    ('convolution/depthwise_kernels.py', 'convolution'),
    ('pixels/elementwise_kernels.py', 'pixels'),
    ('updates/kernels.py', 'updates'),
    ('pixels/elementwise.py', None),
    ('base/team.py', None),
])  # fmt: skip
def test_area_of_a_file(file, area):
    path = os.path.join(ACCEL, 'chainer_accel', *file.split('/'))
    assert os.path.exists(path)
    assert where._area(path, 'anything') == area


def test_a_work_that_is_none(refused):
    assert '--only: none of: FCN-32s step' in refused(where.main, '--only', 'skip-gram')
