"""Mean IU near borders, arm by arm."""

import json

import pytest

from report import bands


@pytest.fixture
def runs(tmp_path):
    folders = []
    for name, ius in (('plain_0', (0.2, 0.4)), ('plain_1', (0.4, 0.6)), ('decoder', (0.5, 0.7))):
        folder = tmp_path / name
        folder.mkdir()
        measures = {
            'pixel accuracy': 0.9, 'class accuracy': 0.5, 'mean IU': 0.8, 'pictures': 3,
            'list': 'val', 'classes': [{'class': 'a', 'pixels': 90}, {'class': 'b', 'pixels': 10}],
            'bands': [
                {'width': w, 'pixels': 10 * w, 'mean IU': iu} for w, iu in zip((1, 4), ius)
            ],
        }  # fmt: skip
        (folder / 'evaluation.json').write_text(json.dumps(measures))
        folders.append(folder)
    return folders


def test_a_line_an_arm(runs, tmp_path, script):
    out = tmp_path / 'bands.md'
    status, _, err = script(bands.main, *runs, '--out', out)
    assert status == 0, err
    assert out.read_text().splitlines() == [
        '| mean IU | runs | up to 1 px | up to 4 px | everywhere |',
        '|---|---|---|---|---|',
        '| plain | 2 | 0.300 (0.200 to 0.400) | 0.500 (0.400 to 0.600) | 0.800 (0.800 to 0.800) |',
        '| decoder | 1 | 0.500 | 0.700 | 0.800 |',
        '| of the pixels |  | 10.0% | 40.0% |  |',
    ]


def test_other_bands(runs, tmp_path, refused):
    path = runs[2] / 'evaluation.json'
    path.write_text(path.read_text().replace('"width": 4', '"width": 5'))
    assert 'other bands' in refused(bands.main, *runs, '--out', tmp_path / 'x.md')


def test_not_measured_near_borders(runs, tmp_path, refused):
    path = runs[0] / 'evaluation.json'
    measures = json.loads(path.read_text())
    del measures['bands']
    path.write_text(json.dumps(measures))
    assert '--bands' in refused(bands.main, *runs, '--out', tmp_path / 'x.md')
