"""Arms of an experiment side by side."""

import json

import pytest

from report import arms


@pytest.fixture
def runs(tmp_path):
    """Two seeds of one arm and one of another; ant, bee and cat occur, dog does not."""
    folders = []
    for name, ius in (
        ('plain_0', (0.5, 0.1, 0.0)), ('plain_1', (0.7, 0.3, 0.0)), ('deep', (0.9, 0.6, 0.3)),
    ):  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        facts = {'model': 'fcn32s', 'options': {'data': 'x', 'device': '-1'}}
        (folder / 'args.json').write_text(json.dumps(facts))
        log = [{'epoch': 2, 'elapsed_time': 120, 'main/loss': 1.0}]
        (folder / 'log').write_text(json.dumps(log))
        classes = [
            {'class': c, 'pixels': 10, 'accuracy': 0.5, 'IU': iu} for c, iu in zip(
                ('ant', 'bee', 'cat'), ius)
        ]  # fmt: skip
        # Predicted, but nowhere true.
        classes.append({'class': 'dog', 'pixels': 0, 'accuracy': None, 'IU': 0.0})
        measures = {
            'pixel accuracy': ius[0], 'class accuracy': 0.5, 'mean IU': 0.1, 'pictures': 3,
            'list': 'val', 'classes': classes,
        }  # fmt: skip
        (folder / 'evaluation.json').write_text(json.dumps(measures))
        folders.append(folder)
    return folders


def test_a_line_an_arm(runs, tmp_path, script):
    out = tmp_path / 'arms.md'
    status, _, err = script(arms.main, *runs, '--classes', 'ant,bee', '--out', out)
    assert status == 0, err
    assert out.read_text().splitlines() == [
        '| arm | runs | pixel accuracy | mean IU, 3 classes | mean IU, 2 classes | epochs | min |',
        '|---|---|---|---|---|---|---|',
        '| plain | 2 | 0.600 (0.500 to 0.700) | 0.267 (0.200 to 0.333) | 0.400 (0.300 to 0.500) '
        '| 2 (2 to 2) | 2 (2 to 2) |',
        '| deep | 1 | 0.900 | 0.600 | 0.750 | 2 | 2 |',
    ]


def test_classes_that_occur_nowhere(runs, tmp_path, refused):
    line = refused(arms.main, *runs, '--classes', 'dog', '--out', tmp_path / 'arms.md')
    assert 'dog' in line


def test_a_folder_that_is_not_there(runs, tmp_path, refused):
    line = refused(arms.main, *runs, tmp_path / 'nope', '--out', tmp_path / 'arms.md')
    assert 'nope' in line and 'not measured' not in line


def test_other_pixels(runs, tmp_path, refused):
    path = runs[2] / 'evaluation.json'
    path.write_text(path.read_text().replace('"pixels": 10', '"pixels": 11'))
    assert 'deep: measured on other pixels' in refused(
        arms.main, *runs, '--out', tmp_path / 'arms.md'
    )
