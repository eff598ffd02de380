"""One contract for every segmentation network."""

import numpy
import pytest
from chainer import optimizers

from models import weights
from models.copy_model import copy_model
from models.fcn8s import MyFcn8sAtOnceWithAnySize, MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from train import loop

N_CLASS = 4
FCNS = [MyFcn32sWithAnySize, MyFcn16sWithAnySize, MyFcn8sWithAnySize, MyFcn8sAtOnceWithAnySize]


def pictures(*size):
    return numpy.random.RandomState(0).normal(0, 60, (1, 3) + size).astype('f')


def labels(*size):
    return numpy.random.RandomState(1).randint(-1, N_CLASS, (1,) + size).astype('i')


@pytest.fixture(params=FCNS, ids=lambda network: network.__name__)
def model(request):
    """A narrow network with no weight at zero, as after some training."""
    numpy.random.seed(0)
    model = request.param(N_CLASS, 4)
    for name, param in model.namedparams():
        if 'score' in name:
            param.array[...] = numpy.random.normal(0, 0.01, param.shape)
    return model


@pytest.mark.parametrize('seed', range(4))
def test_any_size_from_32_on_gives_scores_of_that_size(model, seed):
    size = tuple(numpy.random.RandomState(seed).randint(32, 100, 2))
    loss = model(pictures(*size), labels(*size))
    assert numpy.isfinite(loss.array)
    assert 0 <= float(model.accuracy.array) <= 1
    predicted = model.predict(pictures(*size))
    assert predicted.shape == (1,) + size
    assert predicted.dtype == numpy.int32
    assert 0 <= predicted.min() and predicted.max() < N_CLASS


def test_every_parameter_receives_a_gradient(model):
    loss = model(pictures(64, 64), labels(64, 64))
    model.cleargrads()
    loss.backward()
    for name, param in model.namedparams():
        assert numpy.isfinite(param.grad).all(), name
        assert param.grad.any(), name


def test_saved_and_loaded_predicts_the_same(model, tmp_path):
    path = str(tmp_path / 'model.npz')
    loop.save(path, model)
    loaded = weights.load_fcn(path, type(model))
    x = pictures(50, 70)
    assert (loaded.predict(x) == model.predict(x)).all()


def test_one_picture_is_learnt_by_heart(model):
    """Left half class 1, right half class 2."""
    x = pictures(64, 64)
    x[:, :, :, 32:] *= 0.2
    t = numpy.full((1, 64, 64), 1, 'i')
    t[:, :, 32:] = 2
    optimizer = optimizers.Adam(3e-3)
    optimizer.setup(model)
    for _ in range(60):
        optimizer.update(model, x, t)
    assert (model.predict(x) == t).mean() > 0.95


def count(network):
    return sum(param.size for param in network(21, 64).params())


def test_parameters_follow_from_the_layers():
    score5 = score4 = 512 * 21 + 21
    score3 = 256 * 21 + 21
    assert count(MyFcn32sWithAnySize) == 14714688 + score5
    assert count(MyFcn16sWithAnySize) == 14714688 + score5 + score4
    assert count(MyFcn8sWithAnySize) == 14714688 + score5 + score4 + score3
    assert count(MyFcn8sAtOnceWithAnySize) == 14714688 + score5 + score4 + score3


@pytest.mark.parametrize(
    'coarse, fine',
    [(MyFcn32sWithAnySize, MyFcn16sWithAnySize), (MyFcn16sWithAnySize, MyFcn8sWithAnySize)],
)
def test_a_finer_network_starts_as_the_one_it_continues(coarse, fine):
    """Bilinear enlargement 2 x then 16 x is nearly, away from borders, one of 32 x."""
    numpy.random.seed(0)
    src, dst = coarse(N_CLASS, 4), fine(N_CLASS, 4)
    for name, param in src.namedparams():
        if 'score' in name:
            param.array[...] = numpy.random.normal(0, 0.1, param.shape)
    report = copy_model(src, dst)
    assert all('score_pool' in name for name in report.missing)
    x = pictures(128, 160)
    before = src.score(x, (128, 160)).array[..., 32:-32, 32:-32]
    after = dst.score(x, (128, 160)).array[..., 32:-32, 32:-32]
    assert numpy.abs(before - after).max() < 0.2 * numpy.abs(before).max()
    assert numpy.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.99


def test_at_once_scales_what_pool3_and_pool4_add():
    plain, at_once = MyFcn8sWithAnySize(N_CLASS, 4), MyFcn8sAtOnceWithAnySize(N_CLASS, 4)
    copy_model(plain, at_once)
    rng = numpy.random.RandomState(0)
    for model, scale in ((plain, (1e-4, 1e-2)), (at_once, (1, 1))):
        rng.seed(0)
        for name, factor in zip(('score_pool3', 'score_pool4'), scale):
            w = rng.normal(0, 1, model[name].W.shape)
            model[name].W.array[...] = factor * w
    x = pictures(64, 64)
    expected = plain.score(x, (64, 64)).array
    assert at_once.score(x, (64, 64)).array == pytest.approx(expected, rel=1e-3, abs=1e-4)
