"""What is replaced, on arrays of any shape, in both dtypes: it gives what Chainer's own gives."""

import chainer
import chainer.functions as F
import numpy
import pytest

hypothesis = pytest.importorskip('hypothesis')
from hypothesis import strategies as st  # noqa: E402

# The same cases each time; the fixture has nothing to be set up anew for each.
_settings = hypothesis.settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
# Winograd's algorithm errs more than sums of products do (docs/accel.md).
FLOAT32 = 3e-5


def any_case(*strategies):
    """A test of cases drawn from strategies, behind a generator of random arrays' seed."""

    def decorate(test):
        return _settings(hypothesis.given(st.integers(0, 1 << 16), DTYPES, *strategies)(test))

    return decorate


DTYPES = st.sampled_from([numpy.float32, numpy.float64])
# Some that vectors fill, some that they do not.
CHANNELS = st.sampled_from([1, 2, 3, 5, 8, 11, 16, 24, 32])
SIDES = st.integers(1, 24)
LAYOUTS = st.sampled_from(['as written', 'channels last', 'a part'])


class Arrays:
    """Random arrays of one dtype."""

    def __init__(self, seed, dtype):
        self._rng, self._dtype = numpy.random.RandomState(seed), dtype

    def normal(self, *shape):
        return numpy.array(self._rng.standard_normal(shape), self._dtype)

    def integers(self, low, high, shape):
        return self._rng.randint(low, high, shape).astype(numpy.int32)

    def pictures(self, layout, n, c, h, w):
        if layout == 'as written':
            return self.normal(n, c, h, w)
        if layout == 'channels last':
            return self.normal(n, h, w, c).transpose(0, 3, 1, 2)
        return self.normal(n, h, w, c + 3).transpose(0, 3, 1, 2)[:, 2:-1]


def through(function, arrays, gy):
    """Output and gradients of ``function``, its output's gradient being ``gy`` of that."""
    inputs = [chainer.Variable(a) for a in arrays]
    y = function(*inputs)
    y.grad = gy(y.array)
    y.backward()
    return [y.array] + [v.grad for v in inputs]


def waves(y):
    """A gradient that depends on places, not on values."""
    return numpy.cos(numpy.arange(y.size)).reshape(y.shape).astype(y.dtype)


@st.composite
def convolutions(draw):
    """Sizes, and options of a convolution of which something is left of a picture."""
    groups = draw(st.sampled_from([1, 1, 1, 2]))
    c, o = [groups * draw(CHANNELS) for _ in range(2)]
    k = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    if draw(st.booleans()):
        k = (k[0], k[0])
    plain = draw(st.booleans())
    stride, dilate = [1 if plain else draw(st.integers(1, 3)) for _ in range(2)]
    pad = draw(st.integers(0, max(k)))
    least = [max(1, dilate * (n - 1) + 1 - 2 * pad) for n in k]
    size = [n + draw(SIDES) - 1 for n in least]
    options = {'stride': stride, 'pad': pad, 'dilate': dilate, 'groups': groups}
    return draw(st.integers(1, 3)), c, o, k, size, options


@any_case(convolutions(), LAYOUTS, st.booleans())
def test_convolution(same_as_chainer, seed, dtype, case, layout, bias):
    n, c, o, k, size, options = case
    make = Arrays(seed, dtype)
    arrays = [make.pictures(layout, n, c, *size), make.normal(o, c // options['groups'], *k)]
    arrays += [make.normal(o)] * bias

    def results():
        return through(lambda *a: F.convolution_2d(*a, **options), arrays, waves)

    same_as_chainer(results, float32=FLOAT32, float64=1e-12)


WIDE = st.sampled_from([16, 24, 32, 40])


@any_case(
    st.integers(1, 3),
    WIDE,
    WIDE,
    st.sampled_from([3, 3, 3, 6, 7, 8]),
    SIDES,
    SIDES,
    st.integers(0, 8),
    LAYOUTS,
)
def test_convolution_of_many_channels(same_as_chainer, seed, dtype, n, c, o, k, h, w, pad, layout):
    make = Arrays(seed, dtype)
    pad = min(pad, k)
    size = [max(side, k - 2 * pad) + 8 for side in (h, w)]
    arrays = [make.pictures(layout, n, c, *size), make.normal(o, c, k, k), make.normal(o)]

    def results():
        return through(lambda *a: F.convolution_2d(*a, pad=pad), arrays, waves)

    same_as_chainer(results, float32=FLOAT32, float64=1e-12)


@any_case(convolutions(), LAYOUTS, st.booleans())
def test_deconvolution(same_as_chainer, seed, dtype, case, layout, bias):
    n, c, o, k, size, options = case
    # Its output has to be larger than what the padding takes away.
    hypothesis.assume(
        all(
            (s - 1) * options['stride'] + options['dilate'] * (a - 1) + 1 > 2 * options['pad']
            for s, a in zip(size, k)
        )
    )
    make = Arrays(seed, dtype)
    arrays = [make.pictures(layout, n, c, *size), make.normal(c, o // options['groups'], *k)]
    arrays += [make.normal(o)] * bias

    def results():
        return through(lambda *a: F.deconvolution_2d(*a, **options), arrays, waves)

    same_as_chainer(results, float32=FLOAT32, float64=1e-12)


@any_case(st.integers(1, 3), CHANNELS, SIDES, SIDES, st.integers(1, 4), st.integers(1, 4), LAYOUTS)
def test_pooling_and_back(same_as_chainer, seed, dtype, n, c, h, w, k, stride, layout):
    x = Arrays(seed, dtype).pictures(layout, n, c, max(h, k), max(w, k))

    def function(x):
        y, indexes = F.max_pooling_2d(x, k, stride, return_indices=True)
        # Where windows overlap, two may put their value in one place.
        return F.upsampling_2d(y, indexes, k, stride, outsize=x.shape[2:]) if stride >= k else y

    same_as_chainer(lambda: through(function, [x], waves), float32=1e-6)


@any_case(st.integers(1, 3), CHANNELS, SIDES, SIDES, LAYOUTS)
def test_batch_normalization(same_as_chainer, seed, dtype, n, c, h, w, layout):
    # Of few numbers the variance cancels.
    hypothesis.assume(n * h * w >= 8)
    make = Arrays(seed, dtype)
    arrays = [make.pictures(layout, n, c, h, w), make.normal(c), make.normal(c)]

    def results():
        y, gx, ggamma, gbeta = through(F.batch_normalization, arrays, waves)
        # Sums of so many numbers may be about 0: their errors are measured by how many there are.
        return y, gx, ggamma + n * h * w, gbeta + n * h * w

    same_as_chainer(results, float32=FLOAT32)


@any_case(
    st.integers(1, 3), st.integers(2, 24), SIDES, SIDES, LAYOUTS, st.booleans(), st.booleans()
)
def test_cross_entropy(same_as_chainer, seed, dtype, n, c, h, w, layout, weighted, each):
    make = Arrays(seed, dtype)
    x, t = make.pictures(layout, n, c, h, w), make.integers(-1, c, (n, h, w))
    weight = abs(make.normal(c)) if weighted else None

    def results():
        options = {'class_weight': weight, 'reduce': 'no' if each else 'mean'}
        found = through(lambda x: F.softmax_cross_entropy(x, t, **options), [x], waves)
        return found + [F.accuracy(x, t, ignore_label=-1).array]

    same_as_chainer(results, float32=2e-6)


@any_case(
    st.integers(1, 3), CHANNELS, CHANNELS, SIDES, SIDES, LAYOUTS, st.sampled_from([F.relu, F.elu])
)
def test_activations_side_by_side(same_as_chainer, seed, dtype, n, c, d, h, w, layout, function):
    make = Arrays(seed, dtype)
    arrays = [make.pictures(layout, n, a, h, w) for a in (c, d)]

    def results():
        return through(lambda *a: F.concat([function(b) for b in a]), arrays, waves)

    same_as_chainer(results, float32=1e-6)


OPTIMIZERS = {
    'sgd': lambda: chainer.optimizers.SGD(0.1),
    'momentum': lambda: chainer.optimizers.MomentumSGD(0.1),
    'adam': lambda: chainer.optimizers.Adam(0.1),
}


@any_case(
    st.lists(st.lists(st.integers(1, 40), max_size=4), min_size=1, max_size=5),
    st.sampled_from(sorted(OPTIMIZERS)),
    st.sampled_from([None, 0.01]),
)
def test_updates(same_as_chainer, seed, dtype, shapes, name, rate):
    hypothesis.assume(all(numpy.prod(shape) < 1 << 17 for shape in shapes))

    def results():
        make = Arrays(seed, dtype)
        model = chainer.Chain()
        with model.init_scope():
            for i, shape in enumerate(shapes):
                setattr(model, 'p{}'.format(i), chainer.Parameter(make.normal(*shape)))
        optimizer = OPTIMIZERS[name]().setup(model)
        if rate is not None:
            optimizer.add_hook(chainer.optimizer_hooks.WeightDecay(rate))
        for _ in range(3):
            for _, param in sorted(model.namedparams()):
                param.grad = make.normal(*param.shape)
            optimizer.update()
        return [param.array for _, param in sorted(model.namedparams())]

    same_as_chainer(results, float32=1e-6, float64=1e-12)


@any_case(st.integers(1, 60), st.integers(1, 40), st.integers(2, 30), st.integers(1, 6))
def test_skip_gram(same_as_chainer, seed, dtype, pairs, units, words, negative):
    make = Arrays(seed, dtype)
    x, t = make.integers(0, words, pairs), make.integers(-1, words, pairs)
    embed, W = make.normal(words, units), make.normal(words, units)

    def results():
        drawn = Arrays(seed, dtype)

        def sampler(shape):
            return drawn.integers(0, words, shape)

        def loss(embed, W):
            return F.negative_sampling(F.embed_id(x, embed), t, W, sampler, negative)

        return through(loss, [embed, W], numpy.ones_like)

    same_as_chainer(results, float32=1e-5, float64=1e-12)
