"""SkipGram: shapes, gradients, both losses, both orientations."""

import chainer
import chainer.functions as F
import numpy as np
import pytest
from chainer import gradient_check

from models.skip_gram import ORIENTATIONS, SkipGram
from models.softmax_skip_gram import SoftmaxSkipGram

COUNTS = np.array([8, 4, 2, 1, 1])
# Negative words are drawn from it.
NOISE = COUNTS**0.75 / (COUNTS**0.75).sum()
UNITS = 3
K = 2


def models(orientation='context'):
    """Both models in float64, with weights that are nowhere 0."""
    with chainer.using_config('dtype', np.float64):
        found = [
            SkipGram(len(COUNTS), UNITS, COUNTS, K, orientation),
            SoftmaxSkipGram(len(COUNTS), UNITS, orientation),
        ]
    random = np.random.RandomState(3)
    for param_i, param_o in zip(found[0].params(), found[1].params()):
        param_i.array[...] = random.normal(0, 0.5, param_i.shape)
        param_o.array[...] = param_i.array
    return found


@pytest.fixture
def batch():
    """Three words and their contexts; one place is empty."""
    x = np.array([0, 1, 4], dtype=np.int32)
    context = np.array([[1, 2], [0, -1], [3, 0]], dtype=np.int32)
    return x, context


@pytest.mark.parametrize('orientation', ORIENTATIONS)
def test_shapes(batch, orientation):
    model = SkipGram(len(COUNTS), UNITS, COUNTS, K, orientation)
    given, expected = model.pairs(*batch)
    if orientation == 'centre':
        given, expected = expected, given
    # The class of the post embeds the context.
    assert given.tolist() == [1, 2, 0, 3, 0]
    assert expected.tolist() == [0, 0, 1, 4, 4]
    loss = model(*batch)
    assert loss.shape == () and loss.dtype == np.float32
    assert sum(p.size for p in model.params()) == 2 * len(COUNTS) * UNITS
    assert model.loss_func.W.shape == model.embed.W.shape == (len(COUNTS), UNITS)


def test_reports_the_mean_and_returns_the_sum(batch):
    model = SoftmaxSkipGram(len(COUNTS), UNITS)
    reporter = chainer.Reporter()
    reporter.add_observer('main', model)
    with reporter:
        loss = model(*batch)
    # W_O is 0: every word is as likely as any other.
    assert loss.array == pytest.approx(5 * np.log(5))
    assert reporter.observation['main/loss'].array == pytest.approx(np.log(5))


@pytest.mark.parametrize('orientation', ORIENTATIONS)
@pytest.mark.parametrize('which', [0, 1])
def test_gradients(batch, which, orientation):
    model = models(orientation)[which]

    def loss(x, context):
        # The same negative words at every call.
        np.random.seed(5)
        return model(x.array, context.array)

    gradient_check.check_backward(
        loss, batch, None, tuple(model.params()), dtype=np.float64, atol=1e-6, rtol=1e-6
    )


def exact_loss(model, x, context):
    """What negative sampling costs in expectation: every word by its probability."""
    given, expected = model.pairs(x, context)
    s = F.linear(model.embed(given), model.loss_func.W)
    negative = F.sum(F.softplus(s) * NOISE)
    return F.sum(F.softplus(-F.select_item(s, expected))) + K * negative


def gradients(model, loss):
    model.cleargrads()
    loss.backward()
    return np.concatenate([p.grad.ravel() for p in (model.embed.W, model.loss_func.W)])


def test_sampled_gradient_is_the_exact_one_in_expectation(batch):
    model, _ = models()
    exact = gradients(model, exact_loss(model, *batch))
    np.random.seed(0)
    copies, groups = 400, 12
    x, context = [np.concatenate([a] * copies) for a in batch]
    sampled = [gradients(model, model(x, context)) / copies for _ in range(groups)]
    error = np.std(sampled, axis=0, ddof=1) / np.sqrt(groups)
    off = np.abs(np.mean(sampled, axis=0) - exact)
    # A word that is neither given, expected nor sampled would be exact: none here.
    assert (error[exact != 0] > 0).any()
    assert (off <= 5 * error + 1e-9).all()
    # The bound is narrow enough to tell the exact gradient from another one.
    assert (5 * error).max() < 0.2 * np.abs(exact).max()


def test_both_losses_find_the_same_probabilities():
    # The softmax learns log p(w | c) up to a constant, negative sampling the same
    # minus the logarithm of the noise: -log(k p(w)).
    n = len(COUNTS)
    together = np.random.RandomState(1).randint(1, 7, (n, n))
    given, expected = np.nonzero(together)
    repeat = together[given, expected]
    context = given.repeat(repeat).astype(np.int32)[:, None]
    x = expected.repeat(repeat).astype(np.int32)
    with chainer.using_config('dtype', np.float64):
        negative = SkipGram(n, n, COUNTS, K)
        softmax = SoftmaxSkipGram(n, n)
    for model, loss in ((negative, exact_loss), (softmax, SoftmaxSkipGram.__call__)):
        model.embed.W.array[...] = np.random.RandomState(2).normal(0, 1, (n, n))
        optimizer = chainer.optimizers.Adam(0.05).setup(model)
        for _ in range(200):
            optimizer.update(loss, model, x, context)
    s = negative.embed.W.array.dot(negative.loss_func.W.array.T)
    s_softmax = softmax.embed.W.array.dot(softmax.loss_func.out.W.array.T)
    probability = together / together.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(F.softmax(s_softmax).array, probability, atol=1e-3)
    np.testing.assert_allclose(F.softmax(s + np.log(NOISE)).array, probability, atol=1e-3)


def whole_text(sides):
    """All windows of two words to each of ``sides`` in a text of one sentence."""
    text = np.random.RandomState(0).choice(len(COUNTS), 30, p=COUNTS / 16.0)
    offsets = [o for side in sides for o in (side, 2 * side)]
    padded = np.concatenate((text, [-1, -1])).astype(np.int32)
    return text.astype(np.int32), np.stack([padded[np.arange(30) + o] for o in offsets], axis=1)


def total_losses(orientation, sides):
    x, context = whole_text(sides)
    negative, softmax = models(orientation)
    return float(exact_loss(negative, x, context).array), float(softmax(x, context).array)


def test_orientations_have_one_objective_where_windows_are_symmetric():
    # The post's open question: the sum over all pairs doesn't know the roles.
    both = [total_losses(orientation, sides=(-1, 1)) for orientation in ORIENTATIONS]
    assert both[0] == pytest.approx(both[1], rel=1e-12)
    # To one side only, the roles matter.
    both = [total_losses(orientation, sides=(1,)) for orientation in ORIENTATIONS]
    assert both[0] != pytest.approx(both[1], rel=1e-3)
