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


@pytest.mark.parametrize('change, told', [
    (lambda m: m['classes'][0].update({'AP 2007': None}), 'the class "ant" has objects, but no'),
    (lambda m: m['classes'][0].pop('AP 2007'), 'has no "AP 2007"'),
    (lambda m: m.pop('errors'), 'has no "errors"'),
    (lambda m: m['errors'].pop('other'), 'has no "other"'),
    (lambda m: m.pop('sides'), 'has no "sides"'),
    (lambda m: m.pop('classes'), 'has no "classes"'),
    (lambda m: m.pop('mean AP 2010'), 'has no "mean AP 2010"'),
    (lambda m: m['sides'].pop(), 'measured on other objects than'),
    (lambda m: m['sides'][1].update(side=[0.14]), '"side" is [0.14], where two numbers or null'),
    (lambda m: m['sides'][1].update(side='small'), 'where two numbers or null belongs'),
    (lambda m: m['sides'][1].pop('side'), 'has no "side"'),
    (lambda m: m['sides'][1].pop('found'), 'has no "found"'),
])  # fmt: skip
def test_measures_that_a_hand_has_changed(change, told, make, tmp_path, refused):
    whole, other = make('a', 112, 0.5), make('b', 112, 0.5)
    measures = json.loads((other / 'evaluation.json').read_text())
    change(measures)
    (other / 'evaluation.json').write_text(json.dumps(measures))
    line = refused(detection.main, whole, other, '--out', tmp_path / 'detection.md')
    assert told in line and str(other) in line


def test_what_cannot_be_compared(make, tmp_path, refused):
    out = tmp_path / 'detection.md'
    one, other = make('a', 112, 0.5), make('b', 112, 0.5, objects=(4, 0, 7))
    assert 'measured on other objects than' in refused(detection.main, one, other, '--out', out)
    again, large = make('c_0', 112, 0.5), make('c_1', 448, 0.5)
    line = refused(detection.main, again, large, '--out', out)
    assert 'a side of 448, but other runs of "c" of 112' in line
    line = refused(detection.main, one, tmp_path / 'c_0' / '..' / 'a', '--out', out)
    assert 'are the same run' in line
    (other / 'evaluation.json').unlink()
    line = refused(detection.main, one, other, '--out', out)
    assert 'predict.evaluate_detection' in line and not out.exists()
