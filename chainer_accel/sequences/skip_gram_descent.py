"""Skip-gram with negative sampling by stochastic gradient descent, a pair after the other.

Several threads may work on the same vectors without locks, as word2vec's program does (Recht et
al., "Hogwild!", 2011): two of them rarely have the same rows at hand, and a lost update is one of
millions.
"""

import numba
import numpy

from chainer_accel.sequences.skip_gram_kernels import _add, _dot

f32 = numpy.float32


@numba.njit(nogil=True, cache=True)
def draw(state, threshold, aliases):
    """A word by Walker's alias method.

    Args:
        state (numpy.ndarray): uint64 (1,), not 0; a xorshift64* generator's.
        threshold (numpy.ndarray), aliases (numpy.ndarray): Those of Chainer's WalkerAlias.
    """
    x = state[0]
    x ^= x >> numpy.uint64(12)
    x ^= x << numpy.uint64(25)
    x ^= x >> numpy.uint64(27)
    state[0] = x
    x *= numpy.uint64(2685821657736338717)
    place = ((x >> numpy.uint64(32)) * numpy.uint64(threshold.shape[0])) >> numpy.uint64(32)
    fraction = f32(x & numpy.uint64(0xFFFFFFFF)) * f32(2.0**-32)
    return aliases[2 * place + numpy.uint64(threshold[place] < fraction)]


@numba.njit(nogil=True, cache=True, error_model='numpy')
def _pair(given, expected, v, u, threshold, aliases, state, lr, words, f, gv):
    """One step for one pair; gives the probability of what was right, the loss's exponential."""
    one = f32(1)
    x = v[given]
    for k in range(words.shape[0]):
        words[k] = expected if k == 0 else draw(state, threshold, aliases)
        f[k] = _dot(x, u[words[k]])
    f[0] = -f[0]
    right = 1.0
    gv[:] = 0
    for k in range(words.shape[0]):
        s = one / (one + numpy.exp(f[k]))
        right *= s
        g = lr * (one - s) if k == 0 else lr * (s - one)
        _add(gv, g, u[words[k]])
        _add(u[words[k]], g, x)
    _add(x, one, gv)
    return right


@numba.njit(nogil=True, cache=True)
def learn(ids, places, reaches, centre, v, u, threshold, aliases, negative, lr, seed):
    """A step for every pair of the windows around some words.

    Args:
        ids (numpy.ndarray): int32 (N,): a text; -1 at both ends and between sentences.
        places (numpy.ndarray), reaches (numpy.ndarray): int (B,): where the words stand and how
            far each one's window goes.
        centre (bool): Whether the word in the middle is embedded, in place of its context.
        v, u (numpy.ndarray): float32 (words, units), written to: vectors of what is embedded and
            of what is expected.
        threshold (numpy.ndarray), aliases (numpy.ndarray): What :func:`draw` takes.
        negative (int): Words drawn for each pair.
        lr (float): Step.
        seed (int): Of the words drawn; from 1.

    Returns:
        tuple: Sum of the pairs' losses before their steps, and the number of pairs.
    """
    state = numpy.full(1, seed, numpy.uint64)
    words = numpy.empty(negative + 1, numpy.int64)
    f = numpy.empty(negative + 1, numpy.float32)
    gv = numpy.empty(v.shape[1], numpy.float32)
    loss, pairs = 0.0, 0
    for n in range(places.shape[0]):
        middle = ids[places[n]]
        for step in (-1, 1):
            at = places[n]
            for _ in range(reaches[n]):
                at += step
                around = ids[at]
                if around < 0:
                    break
                given, expected = (middle, around) if centre else (around, middle)
                right = _pair(given, expected, v, u, threshold, aliases, state, lr, words, f, gv)
                loss -= numpy.log(max(right, 1e-300))
                pairs += 1
    return loss, pairs
