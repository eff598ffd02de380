"""Studies of a short training, as a person starts and kills them."""

import os
import signal
import subprocess
import sys
import time

import pytest

if sys.version_info < (3, 10):
    pytest.skip('tune/ is of today only', allow_module_level=True)
optuna = pytest.importorskip('optuna')

from tune import __main__ as command  # noqa: E402
from tune.search import DATABASE  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
SCRIPT = ['train.lstm_sine', '-b', '4', '--length', '8', '--hidden-units', '2']
FCN = ['train.fcn32s', '--width', '2', '--loaders', '0']


@pytest.fixture
def space(tmp_path):
    path = tmp_path / 'space.toml'
    path.write_text('[lr]\nlow = 1e-4\nhigh = 1e-2\nlog = true\n')
    return str(path)


def study(folder, script='train.lstm_sine'):
    return optuna.load_study(
        study_name=script, storage='sqlite:///{}'.format(os.path.join(str(folder), DATABASE))
    )


def options(space, out, trials):
    return ['--space', space, '--measure', 'main/loss', '--tune-out', str(out),
            '--trials', str(trials)]  # fmt: skip


def test_killed_and_continued(space, tmp_path):
    """The same trials and values as the study that nobody killed."""

    def start(out):
        words = options(space, out, 3) + SCRIPT + ['-e', '600']
        return subprocess.Popen(
            [sys.executable, '-W', 'ignore', '-m', 'tune'] + words, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
        )  # fmt: skip

    whole = start(tmp_path / 'whole')
    said = whole.communicate()[0]
    assert whole.returncode == 0, said
    broken = start(tmp_path / 'broken')
    second = tmp_path / 'broken' / 'trial_001'
    deadline = time.time() + 300
    while not (second.is_dir() and any(n.name.startswith('snapshot_') for n in second.iterdir())):
        assert time.time() < deadline and broken.poll() is None, broken.communicate()[0]
        time.sleep(0.02)
    broken.send_signal(signal.SIGKILL)
    broken.communicate()
    # The run under way ends with its search.
    time.sleep(1)
    again = start(tmp_path / 'broken')
    said = again.communicate()[0]
    assert again.returncode == 0, said
    assert 'best: trial' in said
    found = [study(tmp_path / name).get_trials() for name in ('whole', 'broken')]
    assert [t.params for t in found[0]] == [t.params for t in found[1]]
    assert [t.value for t in found[0]] == pytest.approx([t.value for t in found[1]], rel=1e-4)


def test_folds_are_averaged_and_an_own_folder_each(space, tiny, tmp_path, script):
    names = sorted(p[:-4] for p in os.listdir(os.path.join(tiny, 'SegmentationClass')))
    for fold in range(2):
        (tmp_path / 'train{}'.format(fold)).write_text('\n'.join(names[fold::2]) + '\n')
    folds = ['--train-list {0}/train{1} --test-list {0}/train{2}'.format(tmp_path, *pair)
             for pair in ((0, 1), (1, 0))]  # fmt: skip
    out = tmp_path / 'out'
    status, printed, err = script(
        command.main, '--space', space, '--tune-out', out, '--trials', '2',
        '--fold', folds[0], '--fold', folds[1], *FCN, '--data', tiny, '-e', '1',
    )  # fmt: skip
    assert status == 0, err
    assert sorted(p.name for p in out.iterdir() if p.is_dir()) == [
        'trial_000_0', 'trial_000_1', 'trial_001_0', 'trial_001_1'
    ]  # fmt: skip
    for trial in study(out, 'train.fcn32s').get_trials():
        assert sorted(trial.intermediate_values) == [1, 2]
        assert trial.value == pytest.approx(sum(trial.intermediate_values.values()) / 2)
    # Typed again with another question, it says so.
    status, _, err = script(command.main, *options(space, out, 2), *FCN, '--data', tiny, '-e', '1')
    assert status == 1 and 'choose another' in err


def test_a_trial_below_the_others_is_pruned(tmp_path):
    from tune.pruning import PruningExtension

    pruned = optuna.create_study(
        direction='maximize', pruner=optuna.pruners.MedianPruner(n_startup_trials=1)
    )
    good = pruned.ask()
    good.report(0.9, 1)
    pruned.tell(good, 0.9)

    class Trainer:
        observation = {'validation/main/accuracy': 0.1}

        class updater:
            epoch = 1

    with pytest.raises(optuna.TrialPruned):
        PruningExtension(pruned.ask(), 'validation/main/accuracy')(Trainer)
    with pytest.raises(KeyError):
        PruningExtension(pruned.ask(), 'no/such')(Trainer)


def test_a_measure_that_is_not_there(space, tiny, tmp_path, script):
    words = ['--measure', 'validation/main/beauty', '--tune-out', tmp_path / 'out', '--trials', 1]
    status, printed, err = script(
        command.main, '--space', space, *words, *FCN, '--data', tiny, '-e', '1'
    )
    assert status == 1 and 'reports no validation/main/beauty' in printed
    assert 'no trial came to its end' in err
