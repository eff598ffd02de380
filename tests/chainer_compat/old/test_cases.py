"""What old code finds with what is served, and that it does not find it without."""

import functools
import importlib.util
import json
import os

import pytest

from chainer_compat.mend import Mend, needed
from tests.chainer_compat.old import cases
from tests.chainer_compat.processes import python

FILE = os.path.join(os.path.dirname(__file__), 'cases.py')


@functools.lru_cache(maxsize=None)
def errors(served):
    """What went wrong in which case, in a process with what is served or without it."""
    hook = 'from chainer_compat import hook; hook.install(); '
    run = 'from tests.chainer_compat.old import cases; cases.run()'
    out = python('-m', 'chainer_compat', FILE) if served else python('-c', hook + run)
    return json.loads(out.splitlines()[-1])


def there(library, version):
    """Whether the library is installed and as new as that."""
    mend = Mend(module='', line=0, old='', new='', since=(library, version))
    return needed(mend)


@pytest.mark.parametrize('name', cases.CASES)
def test_case(name):
    if name == 'cupy' and importlib.util.find_spec('cupy'):
        pytest.skip('CuPy is installed: nothing stands in for it')
    for library, version in cases.CASES[name].since:
        if library != 'python':
            pytest.importorskip(library)
        if not there(library, version):
            pytest.skip('{} is older than {}'.format(library, version))
    assert name not in errors(True), errors(True)[name]
    assert name in errors(False)
