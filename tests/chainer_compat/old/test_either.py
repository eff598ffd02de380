"""Source that Python 2 and 3 both read, under ``--chainer=1``: its values serve either."""

import ast
import os
import pickle
import subprocess
import sys

import numpy
import pytest

from chainer_compat.old.python2 import either, marks
from tests.chainer_compat.processes import PROJECT

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 10), reason='the period stack runs what it can read'
)

PROGRAM = """
import numpy as np
w = 9
h = w / 2
gpus = map(int, '0,1'.split(','))
order = range(4)
order[0] = 7
print(np.zeros((h, 3)).shape, [0] * h, 'abcdefgh'[:h], len(gpus), gpus[0], order)
import six
print(list({1: 2}.iteritems()), {}.has_key(1), iter([7]).next(), list(six.iteritems({})))
print({1: 2}.keys()[0], np.array(zip([1, 2], [3, 4])).tolist(), 'a'.decode('utf-8'))
top = (256 - 227) / 2
print(top, np.zeros(300)[top:top + 227].size)
h /= 2
print(h, order[h])
import types
print(types.MethodType(lambda self: self + 1, 3, int)())
print((np.ones(2, 'f') * (1 / 2)).dtype)
"""
PRINTED = """(4, 3) [0, 0, 0, 0] abcd 2 0 [7, 1, 2, 3]
[(1, 2)] False 7 []
1 [[1, 3], [2, 4]] a
14.5 227
2.25 2
4
float32
"""


def run(text, tmp_path, *options):
    script = tmp_path / 'main.py'
    script.write_text(text)
    return subprocess.run(
        [sys.executable, '-m', 'chainer_compat'] + list(options) + [str(script)],
        env=dict(os.environ, PYTHONPATH=PROJECT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip


def test_a_program_of_either(tmp_path):
    assert run(PROGRAM, tmp_path, '--chainer=1.9').stdout == PRINTED


def test_not_without_the_mode_and_not_for_later_versions(tmp_path):
    for options in ((), ('--chainer=3',)):
        process = run(PROGRAM, tmp_path, *options)
        assert process.returncode != 0 and 'TypeError' in process.stdout


def test_python_3_stays_what_it_is(tmp_path):
    text = 'from queue import Queue\nprint(type(map(int, [])).__name__, type(4 / 2).__name__)\n'
    assert run(text, tmp_path, '--chainer=1.9').stdout == 'map float\n'


@pytest.mark.parametrize(
    'text',
    ['import queue', 'from urllib.request import urlopen', 'f"{x}"', 'def f(x: int): pass',
     'def f(): nonlocal x', 'def f(*, x): pass', 'super().__init__()', 'print(1, end="")',
     'raise E from e', 'x: int = 3'],
)  # fmt: skip
def test_marks_of_python_3(text):
    assert marks.is_python3(ast.parse(text))


@pytest.mark.parametrize(
    'text',
    ['import pickle', 'super(A, self).__init__()', 'print(1)', 'raise E()', 'x / 2',
     'from __future__ import print_function\nprint(1, end="")',
     'try:\n    import queue\nexcept ImportError:\n    import Queue'],
)  # fmt: skip
def test_no_marks_of_python_3(text):
    assert not marks.is_python3(ast.parse(text))


def test_quotients():
    half = either.divide(9, 2)
    assert half == 4.5 and isinstance(half, float) and repr(half) == '4.5'
    assert numpy.zeros(half).size == 4
    # Both are computed on: (9 / 2) * 2 is 9.0, and was 8.
    assert half * 2 == 9 and numpy.zeros(half * 2).size == 8
    assert 9 - half == 4.5 and numpy.zeros(9 - half).size == 5
    assert numpy.zeros(-either.divide(-9, 2) // 2).size == 2
    # With a float it is a float.
    for plain in (half + 0.5, 2.0 * half, half**2, either.divide(half, 2.0), either.divide(9.0, 2)):
        assert type(plain) is float
    with pytest.raises(ZeroDivisionError):
        either.divide(1, 0)
    assert type(pickle.loads(pickle.dumps(half))) is float


def test_arrays_keep_their_type():
    array, half = numpy.ones(2, 'f'), either.divide(1, 2)
    for result in (array * half, half * array, array - half, array / half, numpy.add(array, half)):
        assert result.dtype == 'f'
    array *= half
    assert array.tolist() == [0.5, 0.5]
    assert either.divide(numpy.arange(3), 2).tolist() == [0, 0.5, 1]


def test_rows_are_lists_and_iterators():
    row = either.map(int, ['1', '2', '3'])
    assert len(row) == 3 and row[-1] == 3 and next(row) == 1 and list(row) == [2, 3]
    numbers = iter([1])
    assert type(either.map(str, numbers)).__name__ == 'map'
    assert either.filter(None, [0, 1]) == [1] and either.zip([1], [2])[0] == (1, 2)
    assert either.range(3) == [0, 1, 2] and type(either.range(10**8)) is range
