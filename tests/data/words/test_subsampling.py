import numpy as np

from data.words.subsampling import Subsampling


def test_frequent_words_are_thinned_out_at_word2vecs_rate():
    random = np.random.RandomState(0)
    counts = np.array([90000, 9000, 900])
    words = np.repeat(np.arange(3), counts)
    random.shuffle(words)
    ids = np.concatenate(([-1], words, [-1])).astype(np.int32)
    thin = Subsampling(counts, 1e-2, seed=0)
    left = thin(ids, epoch=0)
    assert left.dtype == np.int32
    assert left[0] == left[-1] == -1 and (left[1:-1] >= 0).all()
    share = counts / counts.sum()
    expected = counts * np.minimum(1, np.sqrt(1e-2 / share) + 1e-2 / share)
    found = np.bincount(left[1:-1])
    assert found[2] == 900
    assert np.abs(found - expected).max() < 5 * np.sqrt(expected.max())


def test_other_words_fall_in_every_epoch():
    ids = np.array([-1] + [0, 1] * 500 + [-1], dtype=np.int32)
    thin = Subsampling(np.array([500, 500]), 0.1, seed=3)
    first, again, second = thin(ids, 0), thin(ids, 0), thin(ids, 1)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, second)
