"""The line in ``chainer_compat.pth``, and what it does and does not do."""

import os
import shutil
import subprocess
import sys

import numpy
import pytest

from chainer_compat.mend import release
from tests.chainer_compat.processes import PROJECT, run

PTH = os.path.join(PROJECT, 'chainer_compat', 'chainer_compat.pth')
today = pytest.mark.skipif(release(numpy.__version__) < (2,), reason="of today's stack")
then = pytest.mark.skipif(release(numpy.__version__) >= (1, 23), reason='of the period stack')


@pytest.fixture
def site(tmp_path):
    """A folder as pip leaves it: with the ``.pth`` in it."""
    shutil.copy(PTH, str(tmp_path))
    return str(tmp_path)


def test_pth_is_all_that_is_needed(site):
    code = """
        import site, sys
        site.addsitedir(sys.argv[1])
        import chainer
        import chainer.links.caffe, chainermn, onnx_chainer
        print(chainer.__version__)
    """
    assert run(code, site).splitlines()[-1] == '7.8.1'


@today
def test_without_it_chainer_does_not_import():
    out = run('try: import chainer\nexcept Exception as e: print("failed")')
    assert out.strip() == 'failed'


def test_start_costs_next_to_nothing(site, tmp_path_factory):
    other = tmp_path_factory.mktemp('site')
    (other / 'any.pth').write_text('import sys')
    code = """
        import site, sys
        site.addsitedir(sys.argv[2])
        before = set(sys.modules)
        site.addsitedir(sys.argv[1])
        print(sorted(set(sys.modules) - before))
    """
    assert run(code, site, str(other)).strip() == "['chainer_compat', 'chainer_compat.hook']"


def test_a_package_that_is_gone_breaks_nothing(site):
    # As after an uninstallation that left the .pth behind.
    code = """
        import site, sys
        sys.modules['chainer_compat'] = None
        site.addsitedir(sys.argv[1])
        print('started')
    """
    # site's complaint may come after it: Python 3.7 keeps stderr back when it is no terminal.
    assert 'started' in run(code, site).splitlines()


def test_numpy_keeps_its_names():
    code = """
        from chainer_compat import hook
        hook.install()
        import types, numpy, numpy.random, numpy.ma, numpy.testing
        before = set(vars(numpy))
        import chainer, chainer.testing, chainer.links.caffe, chainermn, onnx_chainer
        new = [name for name in set(vars(numpy)) - before
               if not isinstance(getattr(numpy, name), types.ModuleType)]
        print(new)
    """
    assert run(code).strip() == '[]'


@then
def test_nothing_is_mended_on_the_period_stack():
    code = """
        from chainer_compat import hook
        hook.install()
        import sys, numpy
        before = dict(vars(numpy))
        import chainer, chainer.links.caffe, chainer.testing
        from chainer_compat import loading
        print([name for name, module in sorted(sys.modules.items())
               if getattr(getattr(module, '__loader__', None), '_mends', None)])
        print([name for name in before if vars(numpy)[name] is not before[name]])
    """
    assert run(code).split('\n')[:2] == ['[]', '[]']


WORKERS = """
import multiprocessing, sys
import chainer

if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    it = chainer.iterators.MultiprocessIterator([1, 2, 3], 3, shuffle=False, n_processes=2)
    print(next(it))
    it.finalize()
"""


@today
@pytest.mark.parametrize('start', ['fork', 'spawn'])
def test_workers_where_it_is_installed(start, tmp_path):
    ask = [sys.executable, '-c', 'import sys; sys.exit("chainer_compat.hook" not in sys.modules)']
    if subprocess.call(ask, cwd=str(tmp_path)):
        pytest.skip('chainer_compat is not installed in this environment')
    script = tmp_path / 'script.py'
    script.write_text(WORKERS)
    out = subprocess.check_output([sys.executable, str(script), start], cwd=str(tmp_path))
    assert out.strip().endswith(b'[1, 2, 3]')
