"""train.skip_gram as it is called: what it leaves, what it learns, how it goes on."""

import json

import chainer
import numpy as np
import pytest

from data.words import planted, word_vectors
from measures.word_scores import score_pairs, score_questions
from train import skip_gram

PLANTED = '--corpus', 'planted', '--min-count', 1, '--units', 20, '--lr', 0.02, '-b', 400


@pytest.fixture
def train(script, tmp_path):
    """Train into a folder of that name; give it and what was printed."""

    def train(name, *options):
        out = tmp_path / name
        status, printed, err = script(skip_gram.main, '--out', out, *options)
        assert status == 0, err
        return out, printed

    return train


def log(out):
    """Every entry of a run's log, without the clock."""
    entries = json.loads((out / 'log').read_text())
    return [
        {k: v for k, v in entry.items() if k not in ('elapsed_time', 'words/s')}
        for entry in entries
    ]


@pytest.mark.parametrize(
    'options',
    [
        ('--loss', 'negative'),
        ('--loss', 'softmax'),
        ('--orientation', 'centre'),
    ],
)
def test_learns_what_is_planted(train, options):
    out, printed = train('run', *(PLANTED + options + ('-e', 3)))
    assert '12000 words of 76 kinds' in printed
    vectors = word_vectors.load(str(out / 'vectors.txt'))
    for questions in planted.questions().values():
        score = score_questions(vectors, questions)
        assert score.seen == score.total == 60
        # Of 73 words that are not in the question, one is right.
        assert score.right >= 54
    assert score_pairs(vectors, planted.pairs()).spearman > 0.7
    entries = log(out)
    assert len(entries) == 12
    assert entries[-1]['epoch'] == 3
    assert entries[-1]['main/loss'] < entries[0]['main/loss'] - 0.5


def test_leaves_a_folder_that_explains_itself(train):
    out, _ = train(
        'run', '--corpus', 'planted', '-e', 1, '-b', 4000, '--vectors', 'v.bin', '--subsample', 0.01
    )
    files = {p.name for p in out.iterdir()}
    assert {'args.json', 'log', 'loss.png', 'v.bin', 'vocabulary.txt', 'model_final.npz'} <= files
    vectors = word_vectors.load(str(out / 'v.bin'))
    model = np.load(str(out / 'model_final.npz'))
    assert np.array_equal(vectors.matrix, model['embed/W'])
    assert json.loads((out / 'log').read_text())[0]['words/s'] > 0


def test_sgd_falls_as_word2vecs_and_vectors_are_saved_once_an_epoch(train, monkeypatch):
    rates, saved = [], []
    update = chainer.optimizers.SGD.update
    monkeypatch.setattr(word_vectors, 'save', lambda path, _: saved.append(path))

    def spy(self, *args, **kwargs):
        rates.append(self.lr)
        return update(self, *args, **kwargs)

    monkeypatch.setattr(chainer.optimizers.SGD, 'update', spy)
    train('run', '--corpus', 'planted', '-e', 2, '-b', 3000, '--optimizer', 'sgd')
    np.testing.assert_allclose(rates, 0.025 * (1 - np.arange(8) / 8.0))
    assert len(saved) == 2


@pytest.mark.parametrize('optimizer', ['adam', 'sgd'])
def test_resumes_to_the_same_curve(train, script, optimizer):
    options = PLANTED + ('--optimizer', optimizer, '--subsample', 0.05)
    whole, _ = train('whole', *(options + ('-e', 2)))
    # SGD's rate depends on when it ends: stop by force, not by a smaller --epoch.
    parts, _ = stopped(script, whole.parent / 'parts', options + ('-e', 2))
    train('parts', *(options + ('-e', 2, '--resume')))
    assert log(parts) == log(whole)
    assert (parts / 'vectors.txt').read_bytes() == (whole / 'vectors.txt').read_bytes()
    a, b = [np.load(str(folder / 'model_final.npz')) for folder in (whole, parts)]
    assert all(np.array_equal(a[name], b[name]) for name in a.files)


def stopped(script, out, options):
    """A run that is interrupted soon after the snapshot of its first epoch."""
    update = chainer.training.StandardUpdater.update

    def interrupted(self):
        if self.epoch_detail > 1.2:
            raise KeyboardInterrupt
        update(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chainer.training.StandardUpdater, 'update', interrupted)
        status, _, err = script(skip_gram.main, '--out', out, *options)
    assert status == 130 and '--resume' in err
    return out, err


def test_a_corpus_that_changed_is_not_continued(train, refused, tmp_path):
    text = tmp_path / 'text.txt'
    text.write_text('a b c a b c\n')
    options = '--corpus', text, '--min-count', 1, '-e', 1
    out, _ = train('run', *options)
    before = (out / 'vocabulary.txt').read_bytes()
    text.write_text('a b c a b d\n')
    assert 'has changed since' in refused(skip_gram.main, '--out', out, '--resume', *options)
    assert (out / 'vocabulary.txt').read_bytes() == before


@pytest.mark.parametrize(
    'name', ['/etc/x.txt', '', 'a/b', '..', 'x/', 'log', 'args.json', 'vocabulary.txt',
             'model_best.npz', 'x' * 300],
)  # fmt: skip
def test_vectors_go_into_out_and_over_nothing_else(script, tmp_path, name):
    out = tmp_path / 'run'
    status, _, err = script(skip_gram.main, '--corpus', 'planted', '--vectors', name, '-o', out)
    assert status == 2
    assert 'argument --vectors: ' in err
    assert not out.exists()


def test_a_text_that_cannot_be_trained_on_leaves_no_folder(refused, tmp_path):
    refused(skip_gram.main, '--corpus', tmp_path / 'none.txt', '-o', tmp_path / 'runs' / 'run')
    assert not (tmp_path / 'runs').exists()


def test_mistakes_end_in_a_line(refused, tmp_path):
    text = tmp_path / 'empty.txt'
    text.write_text('')
    out = ('--out', tmp_path / 'run')
    assert 'no such text file' in refused(skip_gram.main, '--corpus', tmp_path / 'no.txt', *out)
    assert 'holds no words' in refused(skip_gram.main, '--corpus', text, *out)
