"""The table of runs on CamVid beside published figures."""

import json

import pytest

from report import camvid


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / 'run'
    folder.mkdir()
    options = {'balance': True, 'scale': 0.25, 'batchsize': 4}
    (folder / 'args.json').write_text(json.dumps({'model': 'segnet_basic', 'options': options}))
    (folder / 'log').write_text(json.dumps([{'iteration': 91}, {'iteration': 184}]))
    measured = {'pixel accuracy': 0.8123, 'class accuracy': 0.5, 'mean IU': 0.4, 'pictures': 101,
                'list': None}  # fmt: skip
    (folder / 'evaluation.json').write_text(json.dumps(measured))
    return folder


def test_a_run_and_what_others_report(run, tmp_path, script):
    out = tmp_path / 'table.md'
    status, printed, err = script(camvid.main, run, '--out', out)
    assert status == 0, err
    lines = out.read_text().splitlines()
    assert len(lines) == 2 + 1 + 3
    assert lines[2] == (
        '| segnet_basic, balanced (here) | 101 pictures of val, scale 0.25 | 184 x 4 '
        '| 81.2% | 50.0% | 40.0% |  |'
    )
    assert '82.7% | 62.0% | 47.7%' in lines[3]
    assert all('SegNet' in line or 'chainercv' in line for line in lines[3:])


def test_a_run_that_was_not_measured(run, tmp_path, refused):
    (run / 'evaluation.json').unlink()
    line = refused(camvid.main, run, '--out', tmp_path / 'table.md')
    assert 'predict.evaluate' in line
    assert not (tmp_path / 'table.md').exists()
