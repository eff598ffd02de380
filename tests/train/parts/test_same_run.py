"""A run is continued as it was: whatever shapes its result is compared, and nothing else."""

import argparse
import json
import os
import shutil

import pytest

from cli import run_folder
from cli.errors import UserError
from data.voc import MiniBatchLoaderWithAnySize
from train import fcn8s, fcn8s_atonce, fcn16s, fcn32s, lstm_sine, segnet, skip_gram
from train.parts import same_run

SMALL = '--width', 2, '--loaders', 0, '-e', 1


def contents(folder):
    return {f.name: f.read_bytes() for f in folder.iterdir()}


@pytest.fixture
def run(tiny, tmp_path, script):
    """A run of FCN-32s, and what to call it with again but for its data."""
    out = tmp_path / 'run'
    status, _, err = script(fcn32s.main, '--data', tiny, '-o', out, *SMALL)
    assert status == 0, err
    return out


def test_another_network_is_not_continued(run, tiny, refused):
    before = contents(run)
    options = ('--data', tiny, '-o', run, '-r') + SMALL
    assert 'network fcn32s, not fcn16s' in refused(fcn16s.main, *options)
    assert '--width 2, not 3' in refused(fcn32s.main, *(options + ('--width', 3)))
    assert contents(run) == before


def test_a_network_with_the_same_layers_is_another(tiny, tmp_path, script, refused):
    options = ('--data', tiny, '-o', tmp_path / 'run') + SMALL
    assert script(fcn8s_atonce.main, *options)[0] == 0
    assert 'fcn8s_atonce, not fcn8s' in refused(fcn8s.main, '-r', *options)


@pytest.mark.parametrize('more, word', [
    (('--lr', 0.01), '--lr 0.001, not 0.01'),
    (('--balance',), '--balance 0.0, not 1.0'),
    (('--scale', 0.5), '--scale 1.0, not 0.5'),
    (('--recipe', 'caffe'), '--lr'),
    (('--seed', 1), '--seed 0, not 1'),
    (('--train-list', 'val', '--test-list', 'val'), 'another --data'),
])  # fmt: skip
def test_what_shapes_the_result_is_compared_and_nothing_written(run, tiny, refused, more, word):
    before = contents(run)
    assert word in refused(fcn32s.main, '--data', tiny, '-o', run, '-r', *(SMALL + more))
    assert contents(run) == before


def test_the_same_written_otherwise_is_continued(run, tiny, script, tmp_path, monkeypatch):
    """The data moved and named from elsewhere, defaults typed, other loaders."""
    shutil.copytree(tiny, str(tmp_path / 'moved'))
    monkeypatch.chdir(tmp_path)
    status, _, err = script(
        fcn32s.main, '--data', 'moved/', '-o', run, '-r', '--width', 2, '-e', 1,
        '--lr', '1e-3', '--loaders', 1, '--balance', 0, '--recipe', 'post',
        '--classes', os.path.join('moved', 'classes.txt'),
    )  # fmt: skip
    assert status == 0, err


def test_data_is_told_apart_by_names_and_sizes_of_files(tiny, tmp_path):
    def pairs():
        return same_run.of_pairs(MiniBatchLoaderWithAnySize(str(tmp_path / 'data')).train)

    shutil.copytree(tiny, str(tmp_path / 'data'))
    before = pairs()
    assert before == same_run.of_pairs(MiniBatchLoaderWithAnySize(tiny + '/').train)
    with open(str(next((tmp_path / 'data' / 'JPEGImages').iterdir())), 'ab') as f:
        f.write(b'\0')
    assert pairs() != before


def test_only_speed_is_never_compared(script, tmp_path):
    options = '-o', tmp_path / 'run', '--length', 3, '-b', 2, '-e', 100
    assert script(lstm_sine.main, *options)[0] == 0
    status, _, err = script(lstm_sine.main, '-r', '--step-by-step', *options)
    assert status == 0, err


def test_the_epochs_over_which_a_rate_falls_are_part_of_the_run(streets, tmp_path, script, refused):
    options = '--data', streets, '-o', tmp_path / 'run', '--width', 2, '--loaders', 0, '-b', 2
    assert script(segnet.main, '-e', 1, '--poly', 0.9, *options)[0] == 0
    line = refused(segnet.main, '-e', 2, '--poly', 0.9, '-r', *options)
    assert '--epoch 1, not 2' in line


def test_a_text_is_the_same_wherever_it_lies(tmp_path, script, refused):
    options = '--min-count', 1, '-e', 1, '-o', tmp_path / 'run', '-b', 10, '--units', 2
    for folder in ('a', 'b'):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / 'text.txt').write_text('a b c a b c\n')
    text = tmp_path / 'a' / 'text.txt'
    assert script(skip_gram.main, '--corpus', text, *options)[0] == 0
    assert script(skip_gram.main, '--corpus', tmp_path / 'b' / 'text.txt', '-r', *options)[0] == 0
    text.write_text('a b c a b c a\n')
    assert 'was started' in refused(skip_gram.main, '--corpus', text, '-r', *options)
    assert 'has changed since' in refused(skip_gram.main, '--corpus', 'planted', '-r', *options)


def test_as_many_processes(tmp_path):
    before = {'model': 'lstm', 'options': {'processes': 1}}
    (tmp_path / run_folder.ARGS).write_text(json.dumps(before))
    args = argparse.Namespace(out=str(tmp_path), resume=str(tmp_path / 'snapshot'), processes=2)
    with pytest.raises(UserError, match='was started with mpiexec -n 1, not 2'):
        same_run.check(args, {'model': 'lstm'})


def test_the_run_beside_the_snapshot_is_compared_too(run, tiny, tmp_path, refused):
    line = refused(
        fcn32s.main, '--data', tiny, '-o', tmp_path / 'other', '-r', run / 'snapshot_iter_4',
        '--seed', 1, *SMALL
    )  # fmt: skip
    assert '--seed 0, not 1' in line
    assert not (tmp_path / 'other').exists()
