"""The table of classes over runs."""

import json

import pytest

from report import classes


@pytest.fixture
def make(tmp_path):
    """Make a run with one evaluation: its name, its network and the classes' (accuracy, IU)."""

    def make(name, model, measured, pixels=(60, 40)):
        folder = tmp_path / name
        folder.mkdir()
        facts = {'model': model, 'options': {'data': 'x', 'device': '-1'}}
        (folder / 'args.json').write_text(json.dumps(facts))
        entry = {'epoch': 2, 'elapsed_time': 120, 'main/loss': 1.0}
        (folder / 'log').write_text(json.dumps([entry]))
        if measured:
            found = [
                {'class': c, 'pixels': n, 'accuracy': accuracy, 'IU': iu}
                for c, n, (accuracy, iu) in zip(('sky', 'road'), pixels, measured)
            ]
            (folder / 'evaluation.json').write_text(json.dumps({'classes': found}))
        return folder

    return make


def test_table(make, tmp_path, script):
    runs = [
        make('a', 'one', [(0.5, 0.25), (None, 0.0)]),
        make('b', 'one', [(0.7, 0.75), (None, 0.1)]),
        make('c', 'other', [(1.0, 0.9), (0.125, 0.0625)]),
    ]
    out = tmp_path / 'classes.md'
    status, _, err = script(classes.main, *(runs + ['--out', out]))
    assert status == 0, err
    assert out.read_text().splitlines() == [
        '| class | of the pixels | one, 2 runs: accuracy | one, 2 runs: IU '
        '| other, 1 run: accuracy | other, 1 run: IU |',
        '|---|---|---|---|---|---|',
        '| sky | 60.0% | 0.600 (0.500 to 0.700) | 0.500 (0.250 to 0.750) | 1.000 | 0.900 |',
        '| road | 40.0% | - | 0.050 (0.000 to 0.100) | 0.125 | 0.062 |',
    ]


def test_runs_that_cannot_be_compared(make, tmp_path, refused):
    good = make('a', 'one', [(1, 1), (1, 1)])
    other = make('b', 'one', [(1, 1), (1, 1)], pixels=(60, 41))
    out = tmp_path / 'classes.md'
    assert 'other pixels' in refused(classes.main, good, other, '--out', out)
    bare = make('c', 'one', None)
    assert 'predict.evaluate' in refused(classes.main, good, bare, '--out', out)
    assert not out.exists()
