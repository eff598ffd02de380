"""``python -m chainer_compat``, in an environment that is not prepared otherwise."""

import os
import subprocess
import sys

import numpy
import pytest

from chainer_compat.old import numpy_names
from tests.chainer_compat.processes import PROJECT, python

SCRIPT = """
import multiprocessing
import sys
import numpy as np
import chainer

class Doubled(chainer.dataset.DatasetMixin):
    def __len__(self):
        return 4
    def get_example(self, i):
        return np.float(2 * np.int(i))

if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    it = chainer.iterators.MultiprocessIterator(
        Doubled(), 4, shuffle=False, repeat=False, n_processes=2)
    print(__name__, sys.argv[1:], next(it), np.product([2, 3]), np.NaN)
    it.finalize()
"""


@pytest.mark.parametrize('start', ['fork', 'spawn', 'forkserver'])
def test_workers_of_an_old_script(start, tmp_path):
    script = tmp_path / 'old.py'
    script.write_text(SCRIPT)
    out = python('-m', 'chainer_compat', str(script), start, '--gpu', '-1')
    line = "__main__ ['{}', '--gpu', '-1'] [0.0, 2.0, 4.0, 6.0] 6 nan".format(start)
    assert out.splitlines()[-1] == line


def test_module(tmp_path):
    (tmp_path / 'old.py').write_text('import sys, numpy\nprint(sys.argv[1], numpy.bool(1))')
    command = 'import os, sys; os.chdir(sys.argv[1]); sys.path.insert(0, ""); sys.argv[:] = [""]; '
    command += 'from chainer_compat import __main__ as m; m.main(["-m", "old", "arg"])'
    assert python('-c', command, str(tmp_path)).split() == ['arg', 'True']


def test_a_sitecustomize_of_the_environment_is_run(tmp_path):
    (tmp_path / 'sitecustomize.py').write_text('print("their own")')
    (tmp_path / 'old.py').write_text(
        'import subprocess, sys\n'
        'print(subprocess.check_output([sys.executable, "-c", "import numpy; print(numpy.NaN)"]))'
    )
    process = subprocess.run(
        [sys.executable, '-m', 'chainer_compat', str(tmp_path / 'old.py')],
        cwd=PROJECT, env={'PYTHONPATH': str(tmp_path)}, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.returncode == 0
    assert b"b'their own\\nnan\\n'" in process.stdout


@pytest.mark.skipif(sys.version_info < (3, 8), reason='the period stack loads no old pickle')
def test_pickles_of_python_2(tmp_path):
    made = os.path.join(PROJECT, 'tests', 'chainer_compat', 'files', 'made', '1.24.0', 'links.pkl')
    (tmp_path / 'old.py').write_text(
        'import pickle, sys\n'
        'with open(sys.argv[1], "rb") as f: links = pickle.load(f)\n'
        'with open(sys.argv[1], "rb") as f: links = pickle.loads(f.read())\n'
        'print(type(links["set"]).__name__, links["set"].bn.gamma.shape)\n'
    )
    out = python('-m', 'chainer_compat', str(tmp_path / 'old.py'), made)
    assert out.splitlines()[-1] == 'FunctionSet (2,)'


@pytest.mark.parametrize('args', [['no_such_script.py'], []])
def test_mistakes_end_in_one_line(args):
    process = subprocess.run(
        [sys.executable, '-m', 'chainer_compat'] + args,
        cwd=PROJECT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1
    assert 'usage: python -m chainer_compat' in process.stderr


def test_old_names():
    fake = type(sys)('numpy')
    vars(fake).update({k: v for k, v in vars(numpy).items() if k not in ('int', 'NaN', 'msort')})
    numpy_names.add(fake)
    assert fake.int is int and fake.float is float
    assert numpy.isnan(fake.NaN) and fake.PINF == numpy.inf
    assert fake.find_common_type([numpy.float32], [numpy.int64]) == numpy.float32
    assert fake.find_common_type([numpy.int32], [numpy.float32]) == numpy.float64
    assert fake.find_common_type([numpy.float32, numpy.int64], []) == numpy.float64
    assert fake.asfarray([1, 2]).dtype == numpy.float64
    assert fake.asfarray([1, 2], numpy.int32).dtype == numpy.float64
    assert fake.asfarray([1, 2], numpy.float32).dtype == numpy.float32
    numpy.testing.assert_array_equal(fake.msort([[2, 1], [1, 3]]), [[1, 1], [2, 3]])
    assert fake.sctypes['int'][-1] is numpy.int64
    assert fake.array is numpy.array
