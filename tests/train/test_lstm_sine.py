import json
import os
import random
import signal
import subprocess
import sys
import time

import chainer
import numpy as np
import pytest

from data.sine import Sine
from models.lstm import LSTM
from train import lstm_sine

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SMALL = ['--length', '4', '--batchsize', '5', '--hidden-units', '3', '--seed', '7']


@pytest.fixture
def train(script):
    def call(out, *options):
        status, _, err = script(lstm_sine.main, '--out', out, *options)
        assert status == 0, err

    return call


def losses(out):
    with open(os.path.join(str(out), 'log')) as f:
        return [(line['epoch'], line['iteration'], line['main/loss']) for line in json.load(f)]


def test_constants_of_the_post():
    assert (lstm_sine.IN_UNITS, lstm_sine.HIDDEN_UNITS, lstm_sine.OUT_UNITS) == (1, 2, 1)
    assert lstm_sine.DISPLAY_EPOCH == 10
    assert (lstm_sine.STEPS_PER_CYCLE, lstm_sine.NUMBER_OF_CYCLES) == (50, 100)


@pytest.mark.parametrize('compute', [lstm_sine.compute_loss, lstm_sine.compute_loss_at_once])
def test_loss_is_the_sum_over_the_steps_and_their_mean_is_reported(compute):
    model = LSTM()
    sequences = np.random.RandomState(0).uniform(-1, 1, (6, 4)).astype(np.float32)
    model.predict(sequences[:, :1])  # a state to be forgotten
    reporter = chainer.Reporter()
    reporter.add_observer('main', model)
    with reporter:
        loss = float(compute(model, sequences).array)
    assert float(chainer.as_array(reporter.observation['main/loss'])) == pytest.approx(loss / 3)
    model.reset_state()
    differences = [
        model.predict(sequences[:, i : i + 1]).array - sequences[:, i + 1 : i + 2] for i in range(3)
    ]
    assert loss == pytest.approx(3 * np.mean(np.square(differences)), rel=1e-5)


def test_the_copy_s_curve_as_chainer_1_24_makes_it():
    """Five units, seed 0: the losses of blocks 10 to 150, counted from 0."""
    random.seed(0)
    np.random.seed(0)
    sine = Sine(lstm_sine.STEPS_PER_CYCLE, lstm_sine.NUMBER_OF_CYCLES)
    blocks = lstm_sine.Blocks(sine, 100, 100)
    model = LSTM(hidden_units=5)
    lstm_sine.start_as_the_post(model)
    optimizer = chainer.optimizers.Adam()
    optimizer.setup(model)
    found = []
    for _ in range(151):
        loss = lstm_sine.compute_loss_at_once(model, next(blocks))
        model.cleargrads()
        loss.backward()
        optimizer.update()
        found.append(float(loss.array) / 99)
    with open(os.path.join(ROOT, 'tests/chainer_compat/v1/real/sine_1.24.0.txt')) as f:
        expected = [line.split() for line in f if not line.startswith('test')]
    assert len(expected) == 15
    for block, loss in expected:
        assert found[int(block)] == pytest.approx(float(loss), abs=1e-6)


@pytest.mark.parametrize('level', ['auto', 'numpy', 'never'])
def test_at_once_learns_the_curve_of_the_posts_loop(train, tmp_path, level):
    options = '--epoch 60 --length 20 --batchsize 10 --hidden-units 3 --lr 0.01'.split()
    train(tmp_path / 'post', '--step-by-step', *options)
    # On the period stack there is one level only.
    with chainer.using_config('use_accel', level):
        train(tmp_path / 'here', *options)
    post, here = [[line[2] for line in losses(tmp_path / name)] for name in ('post', 'here')]
    assert len(here) == 6 and here[-1] < here[0] / 2
    np.testing.assert_allclose(here, post, rtol=1e-4)


def test_killed_and_resumed_gives_the_same_curve(train, tmp_path):
    whole, killed = tmp_path / 'whole', tmp_path / 'killed'
    train(whole, '--epoch', '120', *SMALL)
    # One epoch is one block and one update; a line every ten.
    assert [line[:2] for line in losses(whole)] == [(n, n) for n in range(10, 121, 10)]

    process = subprocess.Popen(
        [sys.executable, '-m', 'train.lstm_sine', '--out', str(killed), '--epoch', '199']
        + SMALL,
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.time() + 600
    while not (killed / 'snapshot_iter_100').exists() and time.time() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    # Only one of its snapshots falls before epoch 199: however late the kill, it is there.

    train(killed, '--epoch', '120', '--resume', *SMALL)
    assert losses(killed) == losses(whole)
    with np.load(str(whole / 'model_final.npz')) as a, np.load(
        str(killed / 'model_final.npz')
    ) as b:
        assert a.files == b.files
        for name in a.files:
            np.testing.assert_array_equal(a[name], b[name])


def test_the_log_is_whole_after_a_stop_between_its_writings(script, tmp_path, monkeypatch):
    compute = lstm_sine.compute_loss_at_once
    calls = []

    def stopped(*args):
        calls.append(1)
        if len(calls) == 56:
            raise KeyboardInterrupt
        return compute(*args)

    monkeypatch.setattr(lstm_sine, 'compute_loss_at_once', stopped)
    status, _, _ = script(lstm_sine.main, '--out', tmp_path / 'run', '--epoch', '70', *SMALL)
    assert status == 130
    assert [line[0] for line in losses(tmp_path / 'run')] == [10, 20, 30, 40, 50]


def test_learns_and_leaves_what_a_run_leaves(train, tmp_path):
    train(tmp_path / 'run', '--epoch', '100', '--length', '10', '--batchsize', '20', '--lr', '0.03')
    first, last = losses(tmp_path / 'run')[0][2], losses(tmp_path / 'run')[-1][2]
    assert last < first / 3
    left = {path.name for path in (tmp_path / 'run').iterdir()}
    assert left == {'args.json', 'log', 'loss.png', 'model_final.npz', 'snapshot_iter_100'}
    facts = json.loads((tmp_path / 'run' / 'args.json').read_text())
    assert facts['model'] == 'lstm' and facts['hidden_units'] == 2


@pytest.mark.parametrize('options, message', [
    (['--length', '1'], '--length 1: must be 2'),
    (['--length', '5001'], '--length 5001: must be 2'),
    (['--lr', '1e30', '--length', '3'], 'the loss became'),
    (['--resume'], 'has no snapshot to resume'),
])  # fmt: skip
def test_bad_input(refused, tmp_path, options, message):
    refusal = refused(lstm_sine.main, '--out', tmp_path / 'run', '--epoch', '2', *options)
    assert message in refusal


def test_other_hidden_units_cannot_resume(train, refused, tmp_path):
    train(tmp_path / 'run', '--epoch', '100', *SMALL)
    before = (tmp_path / 'run' / 'args.json').read_text()
    other = (
        ['--out', tmp_path / 'run', '--resume', '--epoch', '100'] + SMALL + ['--hidden-units', '2']
    )
    assert 'was started with --hidden-units 3, not 2' in refused(lstm_sine.main, *other)
    assert (tmp_path / 'run' / 'args.json').read_text() == before


@pytest.mark.parametrize('options, bias', [([], 1), (['--forget-bias', '0'], 0)])
def test_forget_bias(train, tmp_path, options, bias):
    options = SMALL + ['--start', 'chainer7'] + options
    train(tmp_path / 'run', '--epoch', '1', '--lr', '1e-30', '--optimizer', 'sgd', *options)
    with np.load(str(tmp_path / 'run' / 'model_final.npz')) as weights:
        biases = weights['l2/upward/b'].reshape(3, 4)
    # Chainer's order: candidate, input, forget, output.
    np.testing.assert_allclose(biases, [[0, 0, bias, 0]] * 3, atol=1e-20)


def test_the_posts_start_draws_every_parameter(train, tmp_path, refused):
    train(tmp_path / 'run', '--epoch', '1', '--lr', '1e-30', '--optimizer', 'sgd', *SMALL)
    with np.load(str(tmp_path / 'run' / 'model_final.npz')) as weights:
        drawn = np.concatenate([weights[name].ravel() for name in weights.files])
    assert np.abs(drawn).max() < 0.1 and (drawn != 0).all() and drawn.std() > 0.05
    line = refused(lstm_sine.main, '--out', tmp_path / 'other', '--forget-bias', '0', *SMALL)
    assert '--start chainer7' in line
