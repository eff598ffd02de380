"""Skip-gram's steps, compiled: against the same steps in NumPy."""

import numpy
import pytest
from chainer.utils import WalkerAlias

pytest.importorskip('numba')
from chainer_accel.sequences import skip_gram_descent  # noqa: E402

COUNTS = numpy.array([8, 4, 2, 1, 1])
# Two sentences and a word alone; a window that reaches to the end, and one beyond it.
IDS = numpy.array([-1, 0, 1, 2, 0, -1, 3, -1, 4, 1, -1], numpy.int32)
PLACES = numpy.array([3, 1, 8, 6, 9])
REACHES = numpy.array([2, 1, 5, 2, 1])
CONTEXTS = [[1, 0, 0], [1], [1], [], [4]]


def draws(seed, number):
    sampler = WalkerAlias(COUNTS**0.75)
    state = numpy.full(1, seed, numpy.uint64)
    return [skip_gram_descent.draw(state, sampler.threshold, sampler.values) for _ in range(number)]


def test_draws_follow_the_noise_distribution():
    n = 20000
    expected = COUNTS**0.75 / (COUNTS**0.75).sum()
    for seed in (1, 2, 2**31):
        share = numpy.bincount(draws(seed, n), minlength=5) / n
        assert (abs(share - expected) < 5 * numpy.sqrt(expected / n)).all()
    assert draws(1, 50) != draws(2, 50)


def steps(v, u, pairs, negative, lr, seed):
    """What ``learn`` shall do, in float64."""
    drawn = iter(draws(seed, negative * len(pairs)))
    losses = []
    for given, expected in pairs:
        words = [expected] + [next(drawn) for _ in range(negative)]
        sign = numpy.array([1] + [-1] * negative)
        probability = 1 / (1 + numpy.exp(-sign * u[words].dot(v[given])))
        losses.append(-numpy.log(probability).sum())
        g = lr * sign * (1 - probability)
        gv = 0
        for word, factor in zip(words, g):
            gv = gv + factor * u[word]
            u[word] += factor * v[given]
        v[given] += gv
    return sum(losses), len(losses)


@pytest.mark.parametrize('centre', [False, True])
@pytest.mark.parametrize('negative, units', [(1, 3), (4, 37)])
def test_the_same_as_in_numpy(negative, units, centre):
    random = numpy.random.RandomState(0)
    v, u = random.normal(0, 0.5, (2, 5, units))
    pairs = [
        (IDS[place], word) if centre else (word, IDS[place])
        for place, context in zip(PLACES, CONTEXTS)
        for word in context
    ]
    found = [v.astype('f'), u.astype('f')]
    sampler = WalkerAlias(COUNTS**0.75)
    loss, number = skip_gram_descent.learn(
        IDS, PLACES, REACHES, centre, *found, sampler.threshold, sampler.values,
        negative, numpy.float32(0.3), 7,
    )  # fmt: skip
    expected = steps(v, u, pairs, negative, 0.3, 7)
    assert number == expected[1] == 6
    assert loss == pytest.approx(expected[0], rel=1e-5)
    for a, b in zip(found, (v, u)):
        numpy.testing.assert_allclose(a, b, atol=1e-5)


def test_scores_of_any_size():
    v = numpy.full((5, 4), 40, 'f')
    u = -v
    sampler = WalkerAlias(COUNTS**0.75)
    loss, number = skip_gram_descent.learn(
        IDS, PLACES, REACHES, False, v, u, sampler.threshold, sampler.values,
        2, numpy.float32(0), 1,
    )  # fmt: skip
    assert number == 6 and 6 * 600 < loss < numpy.inf
    assert (v == 40).all() and (u == -40).all()
