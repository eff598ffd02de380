"""A run's folder: what dies in it, what begins in it, what goes on in it."""

import os
import signal
import subprocess
import sys
import time

import chainer
import pytest

from train import fcn32s, lstm_sine
from train.parts import own_folder, snapshots

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
SMALL = '--width', 2, '--loaders', 0


def contents(folder):
    return {f.name: f.read_bytes() for f in folder.iterdir()}


@pytest.fixture
def train(tiny, tmp_path, script):
    """Train FCN-32s in ``run`` with more options: exit status, output and errors."""
    out = tmp_path / 'run'

    def call(*more):
        return script(fcn32s.main, '--data', tiny, '-o', out, *(SMALL + more))

    call.out = out
    return call


def died_in_the_first_epoch(train, monkeypatch):
    """The disk is full: log and model_best.npz are there, the snapshot is not."""
    save = chainer.serializers.save_npz

    def fill(path, *args, **kwargs):
        if 'snapshot' in path:
            raise OSError(28, 'No space left on device')
        save(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(chainer.serializers, 'save_npz', fill)
        status, _, err = train('-e', 1)
    assert status == 1
    last = err.strip().splitlines()[-1]
    assert last == 'error: No space left on device: {}'.format(train.out / 'snapshot_iter_4')
    assert {'log', 'model_best.npz'} < set(os.listdir(str(train.out)))


@pytest.mark.parametrize('more', [(), ('--resume',)])
def test_a_run_that_died_before_its_first_snapshot_begins_again(train, monkeypatch, more):
    died_in_the_first_epoch(train, monkeypatch)
    # Of that run only: what else lies there is somebody's.
    for name in ('examples_epoch_4.jpg', '.examples_epoch_4-abcdefgh.jpg', 'logbook.txt'):
        (train.out / name).write_bytes(b'')
    status, printed, err = train('-e', 1, *more)
    assert status == 0, err
    left = set(os.listdir(str(train.out)))
    assert {'examples_epoch_1.jpg', 'logbook.txt'} < left
    assert not {'examples_epoch_4.jpg', '.examples_epoch_4-abcdefgh.jpg'} & left
    assert (train.out / 'model_final.npz').exists()
    assert ('no snapshot was taken yet' in printed) == bool(more)
    whole = (train.out / 'log').read_bytes()
    assert whole.count(b'"epoch": 1') == 1


def test_a_run_whose_snapshots_were_removed_is_not_begun_again(train):
    assert train('-e', 2)[0] == 0
    for name in snapshots.names(str(train.out)) + ['model_final.npz']:
        (train.out / name).unlink()
    before = contents(train.out)
    for more in ((), ('--resume',)):
        status, _, err = train('-e', 2, *more)
        assert status == 1 and 'choose another --out' in err
    assert contents(train.out) == before


@pytest.mark.parametrize('name', ['model_best.npz', 'model_final.npz', 'evaluation.json'])
def test_what_somebody_put_there_is_not_begun_over(train, name):
    train.out.mkdir()
    (train.out / name).write_bytes(b'mine')
    status, _, err = train('-e', 1)
    assert status == 1 and 'holds a run already' in err
    assert contents(train.out) == {name: b'mine'}


def test_a_sine_stopped_between_log_and_snapshot_begins_again(tmp_path, script, monkeypatch):
    compute, calls = lstm_sine.compute_loss_at_once, []

    def stopped(*args):
        calls.append(1)
        if len(calls) == 25:
            raise KeyboardInterrupt
        return compute(*args)

    options = '-o', tmp_path / 'run', '--length', 3, '-b', 2, '-e', 30
    with monkeypatch.context() as patch:
        patch.setattr(lstm_sine, 'compute_loss_at_once', stopped)
        status, _, err = script(lstm_sine.main, *options)
    assert (status, 'no snapshot yet' in err) == (130, True)
    assert (tmp_path / 'run' / 'log').exists()
    assert script(lstm_sine.main, *options)[0] == 0


def test_what_killed_runs_left_half_written_goes_and_nothing_else(train):
    train.out.mkdir()
    kept = ['mine.txt', 'logbook.txt', 'tmp', '.evaluation-abcd1234.json', 'tmpmodel_best.npz']
    for name in kept + ['.args-a_cd1234.json', '.log-abcd1234', '.examples-abcd1234.png']:
        (train.out / name).write_text('x')
    for name in ('tmpmodel_best.npzab1_cdef', 'tmpsnapshot_iter_40abcdefgh', 'logab12cd34'):
        (train.out / name).mkdir()
        (train.out / name / 'part').write_text('half')
    assert train('-e', 1)[0] == 0
    left = set(os.listdir(str(train.out)))
    assert set(kept) < left
    assert not [n for n in left - set(kept) if n.startswith(('tmp', '.', 'logab'))]


@pytest.mark.parametrize('resume', ['/nonexist', 'latest'])
def test_a_resume_that_fails_leaves_everything(train, resume):
    assert train('-e', 1)[0] == 0
    if resume == 'latest':
        (train.out / 'snapshot_iter_4').write_bytes(b'damaged')
    before = contents(train.out)
    status, _, err = train('-e', 40, '--resume', resume)
    assert status == 1 and ('no such snapshot' in err or 'damaged' in err)
    assert contents(train.out) == before


def test_fewer_epochs_than_it_has_are_refused(train):
    assert train('-e', 2)[0] == 0
    before = contents(train.out)
    status, _, err = train('-e', 1, '--resume')
    assert status == 1 and 'has trained 2 epochs already, more than --epoch 1' in err
    assert contents(train.out) == before


def test_the_newest_snapshot_that_is_whole_is_taken_and_named(train):
    assert train('-e', 2)[0] == 0
    newest = train.out / 'snapshot_iter_8'
    content = bytearray(newest.read_bytes())
    # More than a header of the archive, in which a byte more or less may mean nothing.
    for i in range(len(content) // 2, len(content) // 2 + 400):
        content[i] ^= 255
    log = (train.out / 'log').read_text().splitlines()
    newest.write_bytes(bytes(content))
    status, printed, err = train('-e', 2, '--resume')
    assert status == 0, err
    assert 'damaged: snapshot_iter_8; continued from snapshot_iter_4' in printed
    again = (train.out / 'log').read_text().splitlines()
    assert [x for x in again if 'elapsed' not in x] == [x for x in log if 'elapsed' not in x]


def test_two_runs_in_one_folder(tiny, tmp_path, refused):
    """The first is killed: its folder is free at once."""
    out = tmp_path / 'run'
    options = ['--data', tiny, '-o', str(out), '--width', '2', '--loaders', '1']
    command = [sys.executable, '-W', 'ignore', '-m', 'train.fcn32s', '-e', '500']
    first = subprocess.Popen(command + options, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.time() + 100
    while not snapshots.names(str(out)):
        assert first.poll() is None and time.time() < deadline
        time.sleep(0.02)
    for more in (['-e', 1], ['-e', 500, '--resume']):
        assert 'another run is writing there' in refused(fcn32s.main, *(options + more))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert 'continue it with --resume' in refused(fcn32s.main, *options)


def test_ctrl_c_tells_of_snapshots_only_where_there_are_some(train, monkeypatch):
    update, calls = chainer.training.StandardUpdater.update, []

    def interrupted(self):
        calls.append(1)
        if len(calls) in (2, 8):
            raise KeyboardInterrupt
        update(self)

    monkeypatch.setattr(chainer.training.StandardUpdater, 'update', interrupted)
    status, _, err = train('-e', 2)
    assert status == 130 and '--resume' not in err and 'no snapshot yet' in err
    status, _, err = train('-e', 2)
    assert status == 130 and '--resume' in err


def test_a_run_tells_what_it_left_and_where(train):
    _, printed, _ = train('-e', 1)
    last = printed.splitlines()[-1]
    assert last.startswith(str(train.out)) and 'model_final.npz' in last


def test_the_names_of_what_is_half_written():
    for name in ('log', 'logs', 'tmp', 'model_best.npz', 'snapshot_iter_4', 'args.json', '.lock'):
        assert not own_folder._TEMPORARY.match(name)
