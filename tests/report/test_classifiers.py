"""The table of classifiers: arms, seeds, and runs that are no such."""

import json

import pytest

from report import classifiers


@pytest.fixture
def runs(tmp_path):
    """Two seeds of one arm and one of another; gives their folders."""
    made = [('crop_0', 'crop', 0.5), ('crop_1', 'crop', 0.7), ('whole_0', 'whole', 0.8)]
    for name, view, accuracy in made:
        (tmp_path / name).mkdir()
        options = {'view': view, 'sizes': [112, 90], 'device': '-1', 'data': 'caltech'}
        facts = {'model': 'spp_net', 'width': 24, 'options': options}
        (tmp_path / name / 'args.json').write_text(json.dumps(facts))
        entry = {
            'epoch': 40, 'iteration': 800, 'elapsed_time': 120, 'main/loss': 0.3,
            'main/accuracy': 0.9, 'validation/main/loss': 1, 'validation/main/accuracy': accuracy,
        }  # fmt: skip
        (tmp_path / name / 'log').write_text(json.dumps([dict(entry, epoch=39), entry]))
    return [tmp_path / name for name, _, _ in made]


def test_a_line_an_arm(runs, tmp_path, script):
    status, printed, err = script(classifiers.main, *(runs + ['-o', tmp_path / 'arms.md']))
    assert status == 0, err
    lines = (tmp_path / 'arms.md').read_text().splitlines()
    assert lines[2] == (
        '| crop | spp_net | crop | 112 90 | 24 | 2 | 0.600 (0.500 to 0.700) | 40 (40 to 40) '
        '| 2 (2 to 2) |'
    )
    assert lines[3].startswith('| whole | spp_net | whole | 112 90 | 24 | 1 | 0.800 |')


def test_an_arm_of_two_kinds(runs, tmp_path, refused):
    (tmp_path / 'whole_0').rename(tmp_path / 'crop_2')
    folders = runs[:2] + [tmp_path / 'crop_2']
    line = refused(classifiers.main, *(folders + ['-o', tmp_path / 'arms.md']))
    assert 'crop_2: of another kind' in line


def test_other_runs(runs, tmp_path, refused):
    facts = json.loads((runs[0] / 'args.json').read_text())
    del facts['options']['view']
    (runs[0] / 'args.json').write_text(json.dumps(dict(facts, model='fcn32s')))
    line = refused(classifiers.main, *(runs + ['-o', tmp_path / 'arms.md']))
    assert 'not of train.spp_net' in line
