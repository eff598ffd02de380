"""Each mend is needed, does what it is for, and has a proof."""

import sys

import numpy
import pytest

from chainer_compat.mend import Mend, mended, needed, release
from chainer_compat.mends import MENDS
from tests.chainer_compat import table
from tests.chainer_compat.proofs import (  # noqa: F401
    PROOFS,
    load,
    on_chainerx,
    on_cupy,
    on_numpy,
    on_offline,
    on_onnx,
    on_protobuf,
    on_python,
    on_setuptools,
)


def name(mend):
    return '{}:{}'.format(mend.module, mend.line)


# Those for CuPy are put to the proof without one.
today = pytest.mark.skipif(release(numpy.__version__) < (2,), reason="a mend for today's stack")


@pytest.mark.parametrize('mend', MENDS, ids=name)
@pytest.mark.filterwarnings('ignore')  # what is mended may warn where it is not
@today
def test_mend(mend, monkeypatch):
    if not needed(mend) and mend.since[0] != 'cupy':
        pytest.skip('{} is older than {}, or missing'.format(*mend.since))
    if mend.module.startswith('chainermn'):
        mpi = type(sys)('mpi4py.MPI')
        mpi.FLOAT = None
        monkeypatch.setitem(sys.modules, 'mpi4py.MPI', mpi)
        monkeypatch.setitem(sys.modules, 'mpi4py', type(sys)('mpi4py'))
        sys.modules['mpi4py'].MPI = mpi
    proof = PROOFS[mend.module, mend.line]
    proof(load(mend.module))
    with pytest.raises((Exception, pytest.fail.Exception)):
        proof(load(mend.module, without=mend))


def test_nothing_but_mends_is_proved():
    assert set(PROOFS) == {(mend.module, mend.line) for mend in MENDS}


def test_another_chainer_is_refused_by_name():
    mend = Mend(module='m', line=2, old='numpy.float', new='float', since=('numpy', '1.24'))
    with pytest.raises(ImportError, match='line 2 of m.py has no .*install chainer==7.8.1'):
        mended('a\nb\n', [mend], 'm.py')
    with pytest.raises(ImportError, match='line 2 of m.py'):
        mended('a\n', [mend], 'm.py')


def test_lines_keep_their_numbers():
    mend = Mend(module='m', line=2, through=4, old='b', new='B', since=('numpy', '1'))
    assert mended('a\nb\nc\nd\ne\n', [mend], 'm.py') == 'a\nB\n\n\ne\n'


def test_since():
    mend = Mend(module='m', line=1, old='', new='', since=('numpy', numpy.__version__))
    assert needed(mend)
    assert not needed(mend._replace(since=('numpy', '99.0')))
    assert release('2.0.0rc1') == (2, 0, 0)


def test_missing_cupy_needs_no_mend(monkeypatch):
    monkeypatch.setitem(sys.modules, 'cupy', None)
    assert not needed(Mend(module='m', line=1, old='', new='', since=('cupy', '1')))


def test_docs_list_the_mends():
    with open(table.DOC) as f:
        text = f.read()
    assert table.START in text and text == table.written(text)
