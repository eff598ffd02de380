"""The tables of detectors."""

import json

import pytest

from report import detection


@pytest.fixture
def make(tmp_path):
    """Make a run that was measured: its name, its side, its mean AP, the objects of its classes."""

    def make(name, size, mean, objects=(4, 0, 6)):
        folder = tmp_path / name
        folder.mkdir()
        facts = {
            'model': 'yolo_fast', 'structure': {'size': size},
            'options': {'data': 'x', 'device': '-1'},
        }  # fmt: skip
        (folder / 'args.json').write_text(json.dumps(facts))
        log = [{'epoch': 3, 'elapsed_time': 120, 'main/loss': 1.0}]
        (folder / 'log').write_text(json.dumps(log))
        kinds = {'correct': 6, 'localization': 2, 'similar': 1, 'other': 1, 'background': 0}
        evaluation = {
            'mean AP 2007': mean, 'mean AP 2010': mean - 0.1, 'errors': kinds,
            'sides': [
                {'side': [0, 0.14], 'objects': 0, 'found': 0},
                {'side': [0.14, 1], 'objects': 8, 'found': 6},
                {'side': None, 'objects': 2, 'found': 1},
            ],
            'classes': [
                {'class': c, 'objects': n, 'AP 2007': mean if n else None}
                for c, n in zip(('ant', 'bee', 'cat'), objects)
            ],
        }  # fmt: skip
        (folder / 'evaluation.json').write_text(json.dumps(evaluation))
        return folder

    return make


def test_tables(make, tmp_path, script):
    runs = [make('fast_0', 112, 0.5), make('fast_1', 112, 0.7), make('large', 448, 0.8)]
    out = tmp_path / 'detection.md'
    status, _, err = script(detection.main, *(runs + ['--out', out]))
    assert status == 0, err
    lines = out.read_text().splitlines()
    kinds = '60.0% (60.0% to 60.0%) | 20.0% (20.0% to 20.0%)'
    assert lines[2].startswith(
        '| fast | 2 | 112 | 0.600 (0.500 to 0.700) | 0.500 (0.400 to 0.600) | ' + kinds
    )
    assert lines[3] == (
        '| large | 1 | 448 | 0.800 | 0.700 | 60.0% | 20.0% | 10.0% | 10.0% | 0.0% | 3 | 2 |'
    )
    # bee occurs nowhere.
    assert lines[5:9] == [
        '| class | objects | fast | large |', '|---|---|---|---|',
        '| ant | 4 | 0.600 (0.500 to 0.700) | 0.800 |',
        '| cat | 6 | 0.600 (0.500 to 0.700) | 0.800 |',
    ]  # fmt: skip
    assert lines[12:] == [
        '| 0.14 to 1 | 8 | 75.0% (75.0% to 75.0%) | 75.0% |',
        '| no cell of its own | 2 | 50.0% (50.0% to 50.0%) | 50.0% |',
    ]


def test_what_cannot_be_compared(make, tmp_path, refused):
    out = tmp_path / 'detection.md'
    one, other = make('a', 112, 0.5), make('b', 112, 0.5, objects=(4, 0, 7))
    assert 'measured on other objects than' in refused(detection.main, one, other, '--out', out)
    (other / 'evaluation.json').unlink()
    line = refused(detection.main, one, other, '--out', out)
    assert 'predict.evaluate_detection' in line and not out.exists()
