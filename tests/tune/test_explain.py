"""The search explained: what it says where Optuna is not installed."""

import sys

import pytest

if sys.version_info < (3, 10):
    pytest.skip('tune/ is of today only', allow_module_level=True)

from tune import explain


@pytest.fixture
def without(monkeypatch):
    monkeypatch.setitem(sys.modules, 'optuna', None)


def test_without_optuna(without, tmp_path, refused, script):
    line = refused(explain.main, '--out', tmp_path / 'out')
    assert 'pip install -r requirements/tune.txt' in line and not (tmp_path / 'out').exists()
    status, printed, _ = script(explain.main, '--help')
    assert status == 0 and printed.startswith('usage: ')


def test_a_study_each(tmp_path, script, monkeypatch):
    pytest.importorskip('optuna')
    monkeypatch.setattr(explain, 'SEEDS', 1)
    status, printed, err = script(explain.main, '--out', tmp_path)
    assert status == 0, err
    assert printed.count('of 1 |') == 5 and (tmp_path / 'random_tpe.png').exists()
