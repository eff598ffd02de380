"""Batches: loaded ahead in silence, and none larger than the data."""

import json
import os
import subprocess
import sys

from data.voc import MiniBatchLoaderWithAnySize
from train import fcn32s
from train.parts import batches

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))


def test_pictures_of_any_size_are_loaded_ahead_without_a_word(tiny, tmp_path):
    done = subprocess.run(
        [sys.executable, '-m', 'train.fcn32s', '--data', tiny, '--width', '2', '-e', '2']
        + ['-o', str(tmp_path / 'run')],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert done.returncode == 0
    assert b'hared memory' not in done.stderr


def test_there_is_room_for_the_largest_example_and_not_much_more(tiny):
    for scale in (1, 0.7, 0.31):
        train = MiniBatchLoaderWithAnySize(tiny, scale=scale).train
        largest = max(sum(array.nbytes for array in train[i]) for i in range(len(train)))
        assert largest <= batches._room(train) < 1.3 * largest


def test_a_batch_is_no_larger_than_the_data(streets, tmp_path, script):
    out = tmp_path / 'run'
    options = '--data', streets, '-o', out, '--width', 2, '--loaders', 0
    status, printed, err = script(fcn32s.main, '-b', 100, '-e', 2, *options)
    assert status == 0, err
    assert '--batchsize 100: there are 6 training pictures: 6 a step' in printed
    log = json.loads((out / 'log').read_text())
    assert [(entry['epoch'], entry['iteration']) for entry in log] == [(1, 1), (2, 2)]
    # It is the same run.
    assert script(fcn32s.main, '-b', 6, '-e', 2, '-r', *options)[0] == 0
