"""The table of losses by epoch: arms, seeds, and runs that broke off."""

import json

import pytest

from report import losses


@pytest.fixture
def runs(tmp_path):
    """Two seeds of one arm, one of which broke off, and one that never came to an epoch's end."""
    made = [('low_0', [2, 1, 0.5]), ('low_1', [4]), ('high_0', [])]
    for name, found in made:
        (tmp_path / name).mkdir()
        facts = {'model': 'segnet_basic', 'options': {'epoch': 3}}
        (tmp_path / name / 'args.json').write_text(json.dumps(facts))
        log = [
            {
                'epoch': i + 1, 'iteration': 9 * i + 9, 'elapsed_time': i, 'main/loss': loss,
                'main/accuracy': 0.1, 'validation/main/loss': 1, 'validation/main/accuracy': i / 10,
            }
            for i, loss in enumerate(found)
        ]  # fmt: skip
        if log:
            (tmp_path / name / 'log').write_text(json.dumps(log))
    return [tmp_path / name for name, _ in made]


def test_a_line_an_arm(runs, tmp_path, script):
    words = ['--epochs', 1, 3, '-o', tmp_path / 'losses.md', '--'] + runs
    status, _, err = script(losses.main, *words)
    assert status == 0, err
    assert (tmp_path / 'losses.md').read_text().splitlines() == [
        '| arm | runs | broken off | loss, epoch 1 | loss, epoch 3 | test accuracy |',
        '|---|---|---|---|---|---|',
        '| low | 2 | 1 | 3.000 (2.000 to 4.000) | 0.500 | 0.200 |',
        '| high | 1 | 1 | - | - | - |',
    ]


def test_steps_to_a_loss(runs, tmp_path, script):
    words = ['--epochs', 3, '--losses', 2, 0.1, '-o', tmp_path / 'losses.md', '--'] + runs
    status, _, err = script(losses.main, *words)
    assert status == 0, err
    head, _, low, high = [
        [cell.strip() for cell in line.strip('|').split('|')]
        for line in (tmp_path / 'losses.md').read_text().splitlines()
    ]
    assert head[4:6] == ['steps to a loss of 2', 'steps to a loss of 0.1']
    # One of the two was as low as that, from its first epoch on.
    assert low[4] == '9, 1 runs' and low[5] == high[4] == '-'


def test_runs_that_were_to_be_shorter(runs, tmp_path, refused):
    words = ['-o', tmp_path / 'losses.md', '--epochs', 4, '--'] + runs
    line = refused(losses.main, *words)
    assert 'low_0: was to have 3 epochs, not 4' in line
