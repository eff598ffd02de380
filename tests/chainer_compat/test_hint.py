"""One line more for who runs an old program in plain ``python``."""

import subprocess
import sys

import numpy
import pytest

from chainer_compat import hint
from chainer_compat.mend import release
from tests.chainer_compat.processes import PROJECT

pytestmark = pytest.mark.skipif(release(numpy.__version__) < (2,), reason="of today's stack")


def last_lines(code):
    """What a program that ends in an error says."""
    code = 'from chainer_compat import hook; hook.install(); ' + code
    process = subprocess.run(
        [sys.executable, '-W', 'ignore', '-c', code],
        cwd=PROJECT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.returncode == 1
    return process.stderr.splitlines()


@pytest.mark.parametrize(
    'code',
    ['numpy.float', 'numpy.bool8(1)', 'numpy.math', 'import collections; collections.Mapping'],
)
def test_a_name_that_is_gone(code):
    lines = last_lines('import numpy, chainer; ' + code)
    assert lines[-1] + '\n' == hint.HINT
    assert 'AttributeError: ' in '\n'.join(lines) and lines.count(lines[-1]) == 1


@pytest.mark.parametrize(
    'code',
    [
        'import chainer, numpy; numpy.no_such_name',
        'import chainer; chainer.float',
        "import chainer; raise ValueError(\"module 'numpy' has no attribute 'float'\")",
        # Who does not use Chainer is told nothing.
        'import numpy; numpy.float',
    ],
)
def test_other_errors_are_as_they_were(code):
    assert not last_lines(code)[-1].startswith('chainer_compat')


@pytest.mark.parametrize('numbers', ['[2.5]', '[[2.5]]'])
def test_arrays_as_numbers(numbers):
    if release(numpy.__version__) < (2, 4):
        pytest.skip('NumPy before 2.4 takes them')
    lines = last_lines('import numpy, chainer; float(numpy.array({}))'.format(numbers))
    assert lines[-1] + '\n' == hint.HINT
