"""What is kept of runs, and their spread."""

import json
import os

import numpy as np
import pytest

from report import keep, spread


@pytest.fixture
def runs(tmp_path):
    """Three runs of one network and one of another; two were evaluated."""
    folders = []
    for i, (model, accuracy) in enumerate(
        [('fcn32s', 0.5), ('fcn32s', 0.6), ('fcn32s', 0.7), ('fcn16s', 0.9)]
    ):
        folder = tmp_path / 'run{}'.format(i)
        folder.mkdir()
        facts = {'model': model, 'options': {'data': 'x', 'device': '-1'}}
        (folder / 'args.json').write_text(json.dumps(facts))
        entry = {'epoch': 2, 'elapsed_time': 120, 'main/loss': 1.0}
        entry['validation/main/accuracy'] = accuracy
        (folder / 'log').write_text(json.dumps([entry]))
        (folder / 'model_final.npz').write_text('heavy')
        folders.append(folder)
    for folder, iu in zip(folders[:2], (0.25, 0.75)):
        measures = {'pixel accuracy': 0.5, 'mean IU': iu}
        (folder / 'evaluation.json').write_text(json.dumps(measures))
    return folders


def test_mean_smallest_and_largest_of_each_network(runs, tmp_path, script):
    out = tmp_path / 'spread.md'
    status, _, err = script(spread.main, *(runs + ['--out', out]))
    assert status == 0, err
    lines = out.read_text().splitlines()[2:]
    assert lines == [
        '| fcn32s | 3 | 0.600 (0.500 to 0.700) | 0.500 (0.500 to 0.500) | 0.500 (0.250 to 0.750) '
        '| 2 (2 to 2) |',
        '| fcn16s | 1 | 0.900 | - | - | 2 |',
    ]


def test_runs_without_a_test_are_told_by_their_loss(runs, tmp_path, script):
    """Waves and words: an LSTM's runs and skip-gram's."""
    for folder in runs[1:]:
        facts = {'model': 'lstm', 'options': {'device': '-1'}}
        (folder / 'args.json').write_text(json.dumps(facts))
        entry = {'epoch': 2, 'elapsed_time': 120, 'main/loss': 0.5}
        (folder / 'log').write_text(json.dumps([entry]))
        (folder / 'evaluation.json').exists() and (folder / 'evaluation.json').unlink()
    status, printed, err = script(spread.main, *(runs + ['--out', tmp_path / 'spread.md']))
    assert status == 0, err
    head, line, *rows = printed.strip().splitlines()
    assert head.endswith('| min | training loss |') and head.count('|') == line.count('|')
    assert rows[1] == '| lstm | 3 | - | - | - | 2 (2 to 2) | 0.5 (0.5 to 0.5) |'


def test_what_is_kept_is_light(runs, tmp_path, script):
    status, _, err = script(keep.main, runs[0], runs[3], '--out', tmp_path / 'kept')
    assert status == 0, err
    assert set(os.listdir(str(tmp_path / 'kept' / 'run0'))) == {
        'args.json',
        'log',
        'evaluation.json',
    }
    assert set(os.listdir(str(tmp_path / 'kept' / 'run3'))) == {'args.json', 'log'}


def test_weights_are_kept_as_float16(runs, tmp_path, script, refused):
    """Filters are; statistics may be too large for it."""
    arrays = {
        'conv/W': np.full((2, 1, 3, 3), 1.5, 'f'), 'conv/b': np.full(2, 0.1, 'f'),
        'bn/avg_var': np.full(2, 1e6, 'f'),
    }  # fmt: skip
    np.savez(str(runs[0] / 'model_final.npz'), **arrays)
    out = tmp_path / 'kept'
    status, _, err = script(keep.main, runs[0], '--weights', '--out', out)
    assert status == 0, err
    with np.load(str(out / 'run0' / 'model_final.npz')) as found:
        assert found['conv/W'].dtype == np.float16 and found['conv/b'].dtype == np.float32
        for name, array in arrays.items():
            np.testing.assert_array_equal(found[name], array)
    arrays['conv/W'][0] = 1e6
    np.savez(str(runs[1] / 'model_final.npz'), **arrays)
    assert 'conv/W' in refused(keep.main, runs[1], '--weights', '--out', out)
    assert not (out / 'run1' / 'model_final.npz').exists()


def test_a_folder_that_is_no_run_is_not_kept(tmp_path, refused):
    assert 'args.json' in refused(keep.main, tmp_path, '--out', tmp_path / 'kept')
    assert not (tmp_path / 'kept').exists()


def test_what_is_read_is_not_overwritten(runs, tmp_path, refused):
    for name in ('args.json', 'log', 'evaluation.json'):
        out = tmp_path / 'run0' / name
        before = out.read_bytes()
        assert 'is read here' in refused(spread.main, tmp_path / 'run0', '--out', out)
        assert out.read_bytes() == before
