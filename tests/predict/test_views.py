"""Prediction from several sizes of a picture, and mirrored."""

import json
import os
import shutil

import chainer
import numpy
import pytest
from PIL import Image

from data.pictures.picture import to_input
from data.voc import MiniBatchLoaderWithAnySize, SegmentationDataset
from models.parts.segmentation import Segmentation
from predict import evaluate, figure, segmentation
from predict.parts.views import AS_IT_IS, EIGHT, MIRRORED, SeveralViews, seen

BOTH = [AS_IT_IS, MIRRORED]


class ByPlace(Segmentation):
    """Scores that depend on the place alone; it notes the sizes that it was shown."""

    def __init__(self, scores):
        super(ByPlace, self).__init__()
        self._scores = scores
        self.sizes = []

    def score(self, x, size):
        self.sizes.append(size)
        assert not chainer.config.train
        return chainer.Variable(self._scores(size).astype('f')[None])


def left_half_is_one(size):
    h = numpy.zeros((2,) + size)
    h[1, :, : size[1] // 2] = 3
    h[1, :, size[1] // 2 :] = -1
    return h


def test_what_mirrored_pictures_say_is_turned_back():
    """Class 1 with .95 on the left of both, so with (.95 + .27) / 2 on either side."""
    model = ByPlace(left_half_is_one)
    assert model.predict(numpy.zeros((1, 3, 4, 8), 'f'))[0].tolist() == [[1] * 4 + [0] * 4] * 4
    assert (SeveralViews(model, [1], BOTH).predict(numpy.zeros((1, 3, 4, 8), 'f')) == 1).all()


def test_probabilities_are_averaged_not_scores():
    """Two sizes say class 1 (.88), the third class 0 with a score that would outweigh them."""

    def by_size(size):
        h = numpy.zeros((2,) + size)
        h[1] = -10 if size[1] == 8 else 2
        return h

    three = SeveralViews(ByPlace(by_size), [1, 0.75, 0.5], BOTH)
    assert (three.predict(numpy.zeros((1, 3, 4, 8), 'f')) == 1).all()


def test_every_size_is_shown_twice_and_enlarged_again():
    model = ByPlace(left_half_is_one)
    predicted = SeveralViews(model, [0.5, 0.7, 1], BOTH).predict(numpy.zeros((2, 3, 20, 31), 'f'))
    assert predicted.shape == (2, 20, 31) and predicted.dtype == numpy.int32
    assert model.sizes == [(10, 16)] * 2 + [(14, 22)] * 2 + [(20, 31)] * 2 + model.sizes[6:]
    assert model.sizes[6:] == model.sizes[:6]


def test_seen_as_in_training():
    """One size, symmetric: the pixels of the network are those of a data set of this scale."""

    class Sees(ByPlace):
        def score(self, x, size):
            self.shown = x
            return super(Sees, self).score(x, size)

    picture = numpy.random.RandomState(0).randint(0, 256, (9, 13, 3)).astype('u1')
    model = Sees(left_half_is_one)
    SeveralViews(model, [0.5], BOTH).predict(to_input(picture)[None])
    small = numpy.array(Image.fromarray(picture).resize((6, 4), Image.BOX))
    numpy.testing.assert_array_equal(model.shown[0], to_input(small[:, ::-1]))


def test_what_turned_pictures_say_is_turned_back():
    """A network that sees what is there: shown in any way, each pixel keeps its place."""

    class Bright(Segmentation):
        def score(self, x, size):
            return chainer.functions.concat([-x[:, :1], x[:, :1]])

    picture = numpy.random.RandomState(0).randint(0, 256, (9, 13, 3)).astype('u1')
    x = to_input(picture)[None]
    found = seen(Bright(), None, turns=True).predict(x)
    numpy.testing.assert_array_equal(found, (x[:, 0] > 0).astype('i'))


def test_all_eight_ways_to_lie():
    """Each corner of a picture comes to lie at the top left twice, once with each neighbour."""
    shown = []

    class Sees(ByPlace):
        def score(self, x, size):
            shown.append(x[0, 0])
            return super(Sees, self).score(x, size)

    picture = numpy.arange(6, dtype='u1').reshape(2, 3, 1).repeat(3, axis=2)
    SeveralViews(Sees(left_half_is_one), [1], EIGHT).predict(to_input(picture)[None])
    first = to_input(picture)[0]
    corners = [(int((x[0, 0] - first[0, 0]).round()), x.shape) for x in shown]
    assert sorted(corners) == sorted(
        (corner, shape) for corner in (0, 2, 3, 5) for shape in ((2, 3), (3, 2))
    )


def test_without_views_the_network_itself():
    model = ByPlace(left_half_is_one)
    assert seen(model, None) is model


@pytest.fixture
def copy(run, tmp_path):
    folder = str(tmp_path / 'copy')
    shutil.copytree(run, folder)
    return folder


def test_measured_at_full_size(copy, tiny, script):
    """Whatever the network sees, all pixels of the truth are counted."""
    path = os.path.join(copy, 'args.json')
    with open(path) as f:
        facts = json.load(f)
    facts['options']['scale'] = 0.5
    with open(path, 'w') as f:
        json.dump(facts, f)
    status, _, err = script(evaluate.main, copy, '--scales', 0.25, 0.5)
    assert status == 0, err
    with open(os.path.join(copy, 'evaluation.json')) as f:
        found = json.load(f)
    (label,) = [
        t for _, t in SegmentationDataset(tiny, MiniBatchLoaderWithAnySize(tiny).test.names)
    ]
    assert found['pixels'] == (label >= 0).sum()
    assert found['scales'] == [0.25, 0.5] and found['scale'] == 1
    # Measures of another way to look are not replaced unasked.
    for other in ((), ('--scales', 0.25, 0.5, '--turns')):
        status, _, err = script(evaluate.main, copy, *other)
        assert status == 1 and '--scales' in err
    assert script(evaluate.main, copy, '--scales', 0.25, 0.5)[0] == 0


def test_one_or_the_other(run, script):
    status, _, err = script(evaluate.main, run, '--scale', 1, '--scales', 0.5)
    assert status == 2 and 'not allowed with' in err


@pytest.mark.parametrize('scales', [(0,), (1.5,), ('x',), ()])
def test_scales_that_are_none(run, script, scales):
    status, _, err = script(evaluate.main, run, '--scales', *scales)
    assert status == 2 and '--scales' in err


def test_drawn_from_several_sizes(run, tiny, tmp_path, script):
    name = MiniBatchLoaderWithAnySize(tiny).test.names[0]
    picture = os.path.join(tiny, 'JPEGImages', name + '.jpg')
    out = tmp_path / 'out'
    status, _, err = script(segmentation.main, run, picture, '--scales', 0.5, 1, '--out', out)
    assert status == 0, err
    with Image.open(str(out / (name + '.png'))) as drawn, Image.open(picture) as whole:
        assert drawn.size == whole.size
    status, _, err = script(figure.main, run, '--scales', 0.5, '--out', tmp_path / 'figure.png')
    assert status == 0, err
    assert (tmp_path / 'figure.png').exists()
