"""train.skip_gram --fast: what it learns, how it goes on, and what it refuses."""

import json

import numpy as np
import pytest

from chainer_accel.base import optional, parallel
from data.words import planted, word_vectors
from measures.word_scores import score_pairs, score_questions
from tests.train.test_skip_gram import log, stopped
from train import skip_gram

FAST = '--corpus planted --min-count 1 --units 20 --fast --optimizer sgd --lr 0.1 -b 400'.split()


@pytest.fixture
def train(script, tmp_path):
    pytest.importorskip('numba')

    def train(name, *options):
        out = tmp_path / name
        status, _, err = script(skip_gram.main, '--out', out, *(FAST + list(options)))
        assert status == 0, err
        return out

    return train


@pytest.mark.parametrize('orientation', ['context', 'centre'])
def test_learns_what_is_planted(train, orientation):
    out = train('run', '-e', 5, '--orientation', orientation)
    vectors = word_vectors.load(str(out / 'vectors.txt'))
    for questions in planted.questions().values():
        assert score_questions(vectors, questions).right >= 54  # of 60
    assert score_pairs(vectors, planted.pairs()).spearman > 0.7
    entries = log(out)
    assert len(entries) == 20 and entries[-1]['main/loss'] < entries[0]['main/loss'] - 0.5
    assert json.loads((out / 'log').read_text())[0]['words/s'] > 0
    model = np.load(str(out / 'model_final.npz'))
    assert np.array_equal(vectors.matrix, model['embed/W'])


def test_resumes_to_the_same_curve_on_one_thread(train, script, monkeypatch):
    monkeypatch.setattr(parallel, 'each', lambda function, items: list(map(function, items)))
    whole = train('whole', '-e', 2, '--subsample', 0.05)
    options = FAST + ['-e', 2, '--subsample', 0.05]
    parts, _ = stopped(script, whole.parent / 'parts', options)
    train('parts', '-e', 2, '--subsample', 0.05, '--resume')
    assert log(parts) == log(whole)
    assert (parts / 'vectors.txt').read_bytes() == (whole / 'vectors.txt').read_bytes()


def test_without_numba(refused, tmp_path, monkeypatch):
    monkeypatch.setitem(optional._modules, 'sequences.skip_gram_descent', None)
    said = refused(skip_gram.main, '--out', tmp_path / 'run', *FAST)
    assert '--fast needs Numba (pip install -r requirements/fast.txt)' in said
    assert not (tmp_path / 'run').exists()


@pytest.mark.parametrize('options', [['--optimizer', 'adam'], ['--loss', 'softmax']])
def test_what_only_the_network_does(refused, tmp_path, options):
    said = refused(skip_gram.main, '--out', tmp_path / 'run', *(FAST + options))
    assert '--fast does --loss negative with --optimizer sgd only' in said
