import os
import platform
import subprocess
import sys

import pytest

# Large arrays, one after the other; prints how many pages were mapped for them.
ASK = """
import resource
import chainer
import numpy
numpy.ones(1 << 24, 'f')
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for i in range(10):
    numpy.ones(1 << 24, 'f')
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _pages(level):
    env = dict(os.environ, CHAINER_ACCEL=level)
    return int(subprocess.check_output([sys.executable, '-c', ASK], env=env))


def test_memory_is_kept():
    if platform.libc_ver()[0] != 'glibc':
        pytest.skip('not glibc')
    assert 10 * _pages('numpy') < _pages('0')
