"""ChainerMN's tests: what several processes counted, put together, and the page about it."""

import json

import pytest

from tests.upstream import table_several


@pytest.fixture
def run_several(monkeypatch):
    # run.py is a script beside it.
    monkeypatch.syspath_prepend(table_several.PROJECT + '/tests/upstream')
    import run_several

    return run_several


def test_a_test_has_failed_if_it_has_in_one_process(run_several):
    one = {'passed': 2, 'skipped': 1, 'failed': {}, 'chainerx': {'c': 1}, 'not_collected': ''}
    other = {'passed': 1, 'skipped': 1, 'failed': {'a': 1}, 'chainerx': {'c': 1}}
    other['not_collected'] = ''
    assert run_several.together([one, other]) == {
        'passed': 1, 'failed': {'a': 1}, 'chainerx': {'c': 1}, 'skipped': 1, 'not_collected': '',
    }  # fmt: skip


def test_figures_are_kept_file_by_file(run_several, tmp_path):
    path = str(tmp_path / 'figures.json')
    one = {'processes': 2, 'python': '3.11'}
    run_several.keep_file(path, one, 'a', {'passed': 1})
    run_several.keep_file(path, one, 'b', {'passed': 2})
    with open(path) as f:
        (run,) = json.load(f).values()
    assert run['files'] == {'a': {'passed': 1}, 'b': {'passed': 2}}


def test_page_shows_the_figures():
    with open(table_several.DOC) as f:
        page = f.read()
    with open(table_several.FIGURES) as f:
        runs = json.load(f)
    assert table_several.START in page and page == table_several.written(page, runs)
    for run in runs.values():
        for name, result in run['files'].items():
            assert not result['not_collected'], name
