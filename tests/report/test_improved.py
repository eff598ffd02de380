"""Pictures that get better from run to run."""

import json

import pytest

from report import improved


@pytest.fixture
def make(tmp_path):
    def make(name, accuracies, pixels=10):
        folder = tmp_path / name
        folder.mkdir()
        measures = {
            'pixel accuracy': 0.5, 'class accuracy': 0.5, 'mean IU': 0.1, 'pictures': 3,
            'list': 'val',
            'classes': [{'class': 'ant', 'pixels': pixels, 'accuracy': 0.5, 'IU': 0.5}],
        }  # fmt: skip
        if accuracies:
            measures['accuracies'] = accuracies
        (folder / 'evaluation.json').write_text(json.dumps(measures))
        return folder

    return make


def test_a_line_a_step(make, tmp_path, script):
    """One better, one alike, one worse; a picture without a pixel that counts takes no part."""
    runs = [
        make('fcn32s', [['a', 0.5], ['b', 0.5], ['c', 0.5], ['d', None]]),
        make('fcn16s', [['c', 0.4], ['b', 0.5], ['a', 0.9], ['d', None]]),
        make('fcn8s', [['a', 1.0], ['b', 0.6], ['c', 0.5], ['d', None]]),
    ]
    status, _, err = script(improved.main, *runs, '--out', tmp_path / 'out.md')
    assert status == 0, err
    assert (tmp_path / 'out.md').read_text().splitlines()[2:] == [
        '| fcn32s to fcn16s | 3 | 1 (33.3%) | 1 | 1 | +0.100 |',
        '| fcn16s to fcn8s | 3 | 3 (100.0%) | 0 | 0 | +0.100 |',
    ]


def test_other_pictures(make, tmp_path, refused):
    first = make('one', [['a', 0.5]])
    line = refused(improved.main, first, make('two', [['b', 0.5]]), '--out', tmp_path / 'out.md')
    assert 'other pictures' in line
    line = refused(improved.main, first, make('old', None), '--out', tmp_path / 'out.md')
    assert 'old' in line and '--overwrite' in line
    more = make('more', [['a', 0.5]], pixels=11)
    assert 'other pixels' in refused(improved.main, first, more, '--out', tmp_path / 'out.md')
