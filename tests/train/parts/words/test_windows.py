"""Windows: the post's example, their ends, and an order that needs no saving."""

import io
import tracemalloc

import numpy as np
import pytest
from chainer import serializers

from cli.errors import UserError
from data.corpus import Corpus
from train.parts.words import windows
from train.parts.words.windows import WindowIterator, contexts

POST = (
    'Linux was originally developed as a free operating system for personal computers '
    'based on the Intel x86 architecture'
)


def test_the_posts_example(tmp_path):
    path = tmp_path / 'post.txt'
    path.write_text(POST + '\n')
    corpus = Corpus(str(path))
    words = corpus.vocabulary.words

    def around(word, reach):
        place = np.flatnonzero(corpus.ids == corpus.vocabulary.ids[word])
        found = contexts(corpus.ids, place, np.array([reach]), window=2)[0]
        return [words[i] for i in found if i >= 0]

    assert around('developed', 1) == ['originally', 'as']
    assert around('free', 1) == ['a', 'operating']
    assert around('Linux', 2) == ['was', 'originally']
    assert around('architecture', 2) == ['Intel', 'x86']


def test_windows_end_with_their_sentence():
    ids = np.array([-1, 0, 1, 2, -1, 3, 4, -1], dtype=np.int32)
    found = contexts(ids, np.array([3, 5, 2]), np.array([3, 2, 1]), window=3)
    assert found.dtype == np.int32
    assert found.tolist() == [
        [-1, 0, 1, -1, -1, -1],
        [-1, -1, -1, 4, -1, -1],
        [-1, -1, 0, 2, -1, -1],
    ]


@pytest.fixture
def ids(monkeypatch):
    """100 sentences of 7 words and one alone, in blocks of 64 places."""
    monkeypatch.setattr(windows, 'BLOCK', 64)
    sentences = np.arange(700).reshape(100, 7)
    ends = np.full((100, 1), -1)
    return np.concatenate(([-1], np.hstack((sentences, ends)).ravel(), [700, -1])).astype(np.int32)


def test_an_epoch_has_every_word_once(ids):
    iterator = WindowIterator(ids, window=3, batchsize=10, seed=0)
    orders = []
    for epoch in (0, 1):
        seen = []
        while iterator.epoch == epoch:
            before = iterator.epoch_detail
            # Within the block under way, words count by its length.
            assert before - epoch == pytest.approx(len(seen) / 700.0, abs=0.02)
            word, context = next(iterator)
            assert context.shape == (len(word), 6)
            assert ((context >= 0).any(axis=1)).all()
            assert before == iterator.previous_epoch_detail < iterator.epoch_detail
            seen += word.tolist()
        assert iterator.is_new_epoch and iterator.epoch_detail == epoch + 1
        # All but the one that is alone in its sentence.
        assert sorted(seen) == list(range(700))
        orders.append(seen)
    assert orders[0] != orders[1]
    assert orders[0][:50] != sorted(orders[0][:50])


def test_reaches_are_drawn_for_every_word_from_1_to_the_window(ids):
    iterator = WindowIterator(ids, window=3, batchsize=1000, seed=0)
    reaches = []
    while iterator.epoch < 1:
        word, context = next(iterator)
        # Words in the middle of their sentence: nothing is cut off.
        reaches += (context[word % 7 == 3] >= 0).sum(axis=1).tolist()
    assert len(reaches) == 100
    counts = np.bincount(reaches)
    assert np.flatnonzero(counts).tolist() == [2, 4, 6]
    assert counts[counts > 0].min() > 20


def test_other_seeds_give_other_orders(ids):
    first, again, other = [next(WindowIterator(ids, 3, 10, seed)) for seed in (1, 1, -2)]
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])


@pytest.mark.parametrize('steps', [0, 1, 3, 7, 75, 80, 160])
def test_continues_where_it_was(ids, steps):
    def thin(ids, epoch):
        return np.delete(ids, 5 + epoch)

    iterator = WindowIterator(ids, 3, 10, seed=0, thin=thin)
    for _ in range(steps):
        next(iterator)
    saved = io.BytesIO()
    serializers.save_npz(saved, iterator)
    saved.seek(0)
    other = WindowIterator(ids, 3, 10, seed=0, thin=thin)
    serializers.load_npz(saved, other)
    assert other.epoch_detail == iterator.epoch_detail
    assert other.previous_epoch_detail == iterator.previous_epoch_detail
    assert other.is_new_epoch == iterator.is_new_epoch
    for _ in range(90):
        for a, b in zip(next(iterator), next(other)):
            assert np.array_equal(a, b)
        assert other.epoch_detail == iterator.epoch_detail


def test_nothing_left():
    ids = np.array([-1, 0, 1, -1], dtype=np.int32)
    with pytest.raises(UserError, match='larger --subsample'):
        WindowIterator(ids, 3, 10, 0, thin=lambda ids, epoch: ids[[0, 1, 3]])


def test_memory_does_not_grow_with_the_corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(windows, 'BLOCK', 1 << 12)
    peaks = []
    for sentences in (8000, 80000):
        numbers = np.arange(21 * sentences, dtype=np.int32) % 500
        numbers[::21] = numbers[-1] = -1
        numbers.tofile(str(tmp_path / 'ids'))
        mapped = np.memmap(str(tmp_path / 'ids'), dtype=np.int32, mode='r')
        tracemalloc.start()
        iterator = WindowIterator(mapped, window=3, batchsize=1000, seed=0)
        while iterator.epoch_detail < 0.05:
            next(iterator)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # 6.7 MB of word numbers.
    assert mapped.nbytes > 6e6
    assert peaks[1] < 500e3
    assert peaks[1] < 1.2 * peaks[0]
