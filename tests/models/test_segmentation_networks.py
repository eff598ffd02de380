"""One contract for every segmentation network."""

import numpy
import pytest
from chainer import initializers, optimizers

from models import weights
from models.fcn8s import MyFcn8sAtOnceWithAnySize, MyFcn8sWithAnySize
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from models.weights.copy_model import copy_model
from predict.parts.networks import NETWORKS
from train.parts import loop

N_CLASS = 4
# Of 96; of 64 with drop-out, which leaves half. The others' 4 of 64 is as narrow.
WIDTHS = {'fcn_squeeze': 24, 'fcn_squeeze_pooled': 24, 'fcn_squeezenet': 24, 'unet': 8}
# The others' 40 and 64. 65 layers' averages over maps of 4 x 4 were far from what the batch had.
STEPS = {'deeplab': 60}
SIDES = {'deeplab': 112}

# Of 21 classes at the width of post or paper; how they follow from the layers is below for the
# FCNs, in the files of their names for the others.
PARAMETERS = {
    'fcn32s': 14725461,
    'fcn32s_paper': 134346581,
    'fcn16s': 14736234,
    'fcn8s': 14741631,
    'fcn8s_atonce': 14741631,
    'fcn8s_before': 14898318,
    'fcn_squeeze': 859502,
    'fcn_squeeze_pooled': 880670,
    'fcn_squeezenet': 892819,
    'segnet': 29447189,
    'segnet_basic': 1416725,
    'deeplab': 41055157,
    'unet': 31031893,
}


def pictures(*size):
    return numpy.random.RandomState(0).normal(0, 60, (1, 3) + size).astype('f')


def labels(*size):
    return numpy.random.RandomState(1).randint(-1, N_CLASS, (1,) + size).astype('i')


@pytest.fixture(params=sorted(NETWORKS))
def name(request):
    """Name of a network, as in args.json."""
    return request.param


@pytest.fixture
def model(name):
    """A narrow network with no filter at zero, as after some training."""
    numpy.random.seed(0)
    model = NETWORKS[name](N_CLASS, WIDTHS.get(name, 4))
    for param in model.params():
        if param.ndim == 4 and not param.array.any():
            param.array[...] = numpy.random.normal(0, 0.01, param.shape)
    return model


@pytest.mark.parametrize('size', [(32, 32), (33, 46), (64, 51), (71, 99)])
def test_scores_have_the_label_s_size(model, size):
    loss = model(pictures(*size), labels(*size))
    assert numpy.isfinite(loss.array)
    assert 0 <= float(model.accuracy.array) <= 1
    assert model.score(pictures(*size), size).shape == (1, N_CLASS) + size
    predicted = model.predict(pictures(*size))
    assert predicted.shape == (1,) + size
    assert predicted.dtype == numpy.int32
    assert 0 <= predicted.min() and predicted.max() < N_CLASS


@pytest.mark.parametrize('size', [(64, 64), (61, 67)])
def test_every_parameter_receives_a_gradient(model, size):
    loss = model(pictures(*size), labels(*size))
    model.cleargrads()
    loss.backward()
    for name, param in model.namedparams():
        assert numpy.isfinite(param.grad).all(), name
        assert param.grad.any(), name


def test_saved_and_loaded_predicts_the_same(name, model, tmp_path):
    x = pictures(50, 70)
    model(x, labels(50, 70))  # moves the statistics of a batch normalization
    path = str(tmp_path / 'model.npz')
    loop.save(path, model)
    loaded = NETWORKS[name](N_CLASS, model.width)
    weights.load(path, loaded)
    assert (loaded.predict(x) == model.predict(x)).all()
    # As in training, but for drop-out: by a batch's own statistics.
    for network in (model, loaded):
        numpy.random.seed(0)
        network.scored = network.score(x, (50, 70)).array
    numpy.testing.assert_array_equal(loaded.scored, model.scored)


def test_a_tiny_data_set_is_learnt_by_heart(name, model):
    """Two square pictures: left half class 1, right half class 2; and the other way round."""
    side = SIDES.get(name, 64)
    half = side // 2
    x = numpy.concatenate([pictures(side, side)] * 2)
    x[0, :, :, half:] *= 0.2
    x[1, :, :, :half] *= 0.2
    t = numpy.full((2, side, side), 1, 'i')
    t[0, :, half:] = t[1, :, :half] = 2
    optimizer = optimizers.Adam(3e-3)
    optimizer.setup(model)
    for _ in range(STEPS.get(name, 40)):
        optimizer.update(model, x, t)
    assert (model.predict(x) == t).mean() > 0.95


def test_parameters_are_those_of_post_or_paper(name, monkeypatch):
    # Counted, not used: drawing 134 million takes a minute.
    monkeypatch.setattr(initializers.Normal, '__call__', lambda self, array: None)
    assert NETWORKS[name](21).count_params() == PARAMETERS[name]


def test_parameters_follow_from_the_layers():
    score5 = score4 = 512 * 21 + 21
    score3 = 256 * 21 + 21
    assert PARAMETERS['fcn32s'] == 14714688 + score5
    fc6, fc7 = 512 * 7 * 7 * 4096 + 4096, 4096 * 4096 + 4096
    assert PARAMETERS['fcn32s_paper'] == 14714688 + fc6 + fc7 + 4096 * 21 + 21
    assert PARAMETERS['fcn16s'] == 14714688 + score5 + score4
    assert PARAMETERS['fcn8s'] == PARAMETERS['fcn8s_atonce'] == 14714688 + score5 + score4 + score3


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
