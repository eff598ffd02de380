"""The comparison with gensim: its table, and that finished runs are not repeated."""

import numpy as np
import pytest

from benchmarks import skip_gram_quality as quality
from data.words.word_vectors import WordVectors, save


def scores(spearman, right, near):
    pairs = {'spearman': spearman, 'seen': 5, 'total': 6}
    found = {name: pairs for name in quality.PAIRS}
    found[quality.QUESTIONS] = {'right': right, 'seen': 10, 'total': 20}
    return dict(found, nearest={'red': near})


def test_table():
    text = quality.table({
        'gensim': [scores(0.25, 3, ['blue']), scores(0.35, 5, ['green'])],
        'sgd': [scores(0.5, 1, ['pink', 'grey'])],
    })  # fmt: skip
    assert '| gensim | 2 | 0.300 (0.250 to 0.350) | 0.300 (0.250 to 0.350) | 40.0% (' in text
    assert '| sgd | 1 | 0.500 (0.500 to 0.500) |' in text
    assert 'Seen/total: 5/6 of wordsim353.tsv' in text
    assert '| mean less that of gensim | wordsim353.tsv | simlex999.txt |' in text
    assert '| sgd | +0.200 | +0.200 |' in text
    # The first seed's neighbours.
    assert '| red | blue | pink, grey |' in text


def test_score(tmp_path):
    for name in quality.PAIRS:
        (tmp_path / name).write_text('a b 3\nb c 1\nc x 1\n')
    (tmp_path / quality.QUESTIONS).write_text(': s\na b c red\na b c x\n')
    matrix = np.array([[1, 0], [0.8, 0.6], [0, 1], [-0.2, 1.6]], dtype=np.float32)
    found = quality.score(WordVectors(['a', 'b', 'c', 'red'], matrix), str(tmp_path))
    assert found['simlex999.txt'] == {
        'spearman': pytest.approx(1),
        'seen': 2,
        'total': 3,
    }
    assert found['questions-words.txt'] == {'right': 1, 'seen': 1, 'total': 2}
    assert found['nearest'] == {'red': ['c', 'b', 'a']}


def test_a_finished_run_is_not_repeated(tmp_path, monkeypatch):
    called = []

    def call(command):
        out = command[command.index('--out') + 1]
        called.append(command)
        save(out + '/vectors.bin', WordVectors(['a'], np.ones((1, 2), np.float32)))
        (tmp_path / 'sgd-4' / 'model_final.npz').write_bytes(b'')

    monkeypatch.setattr(quality.subprocess, 'check_call', call)
    for _ in range(2):
        vectors = quality.train('text.txt', 'sgd', 4, str(tmp_path))
    assert vectors.words == ['a']
    (command,) = called
    assert command[1:5] == ['-m', 'train.skip_gram', '--corpus', 'text.txt']
    assert '--optimizer sgd -b 100' in ' '.join(command) and '--seed 4' in ' '.join(command)
