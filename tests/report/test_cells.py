"""The table of cells kept apart."""

import json

import pytest

from report import cells


@pytest.fixture
def make(tmp_path):
    """Make a run that was measured: its name, its border weight, its pixel error, pairs kept."""

    def make(name, border, error, kept, touching=40):
        folder = tmp_path / name
        folder.mkdir()
        facts = {'model': 'unet', 'width': 8, 'options': {'border': border, 'balance': 1.0}}
        (folder / 'args.json').write_text(json.dumps(facts))
        found = {
            'pixel error': error, 'V_Rand': 0.9, 'V_Info': 0.95, 'touching': touching,
            'V_Rand thinned': 0.97, 'V_Info thinned': 0.98, 'kept apart': kept,
        }  # fmt: skip
        evaluation = {'classes': []}
        if touching:
            evaluation['cells'] = found
        (folder / 'evaluation.json').write_text(json.dumps(evaluation))
        return folder

    return make


def test_table(make, tmp_path, script):
    runs = [make('a', 10, 0.1, 30), make('b', 10, 0.2, 34), make('c', 0.0, 0.05, 20)]
    out = tmp_path / 'cells.md'
    status, _, err = script(cells.main, *(runs + ['--out', out]))
    assert status == 0, err
    assert out.read_text().splitlines()[2:] == [
        '| 10 | balanced | 8 | 2 | 0.150 (0.100 to 0.200) | 0.900 (0.900 to 0.900) '
        '| 0.950 (0.950 to 0.950) | 0.970 (0.970 to 0.970) | 0.980 (0.980 to 0.980) '
        '| 32 (30 to 34) of 40 |',
        '| 0 | balanced | 8 | 1 | 0.050 | 0.900 | 0.950 | 0.970 | 0.980 | 20 of 40 |',
    ]


def test_what_cannot_be_compared(make, tmp_path, refused):
    out = tmp_path / 'cells.md'
    one, other = make('a', 10, 0.1, 30), make('b', 10, 0.1, 30, touching=41)
    assert 'measured on other pictures than' in refused(cells.main, one, other, '--out', out)
    line = refused(cells.main, one, make('c', 0, 0.1, 0, touching=0), '--out', out)
    assert 'not measured on membranes and cells' in line
    assert not out.exists()
