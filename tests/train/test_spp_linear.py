"""train.spp_linear on small data: folds, answers, features kept, what it refuses."""

import json
import shutil

import numpy
import pytest
from PIL import Image

from models.squeezenet import SqueezeNet
from models.vggnet import VGGNet
from report import spp_net as report
from train import spp_linear
from train.parts import loop
from train.parts.classes import features


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """Two classes of five pictures, JPEG: dark ones and bright ones."""
    root = tmp_path_factory.mktemp('data') / 'caltech'
    rng = numpy.random.RandomState(0)
    for label, name in enumerate(('ant', 'bee')):
        (root / name).mkdir(parents=True)
        for i in range(5):
            picture = rng.randint(0, 60, (50 + 10 * i, 90, 3)) + (40, 150)[label]
            Image.fromarray(picture.astype('u1')).save(
                str(root / name / 'image_{:04d}.jpg'.format(i))
            )
    return root


@pytest.fixture
def options(folder, tmp_path, monkeypatch):
    """Options of a run on smaller pictures, by a narrow network."""
    monkeypatch.setattr(spp_linear, 'SIDE', 130)
    monkeypatch.setattr(spp_linear, 'SMALL', 115)
    numpy.random.seed(0)
    loop.save(str(tmp_path / 'squeezenet.npz'), SqueezeNet(3, 6))
    return ['--data', folder, '--init-weights', tmp_path / 'squeezenet.npz', '-o', tmp_path / 'run']


def read(path):
    return json.loads(path.read_text())


def test_answers_of_every_classifier_go_into_the_tables(options, tmp_path, script):
    status, _, err = script(spp_linear.main, *options)
    assert status == 0, err
    found = read(tmp_path / 'run' / 'answers.json')
    assert len(found['pictures']) == 10
    for answer in found['answers']:
        assert len(answer['right']) == 10
        assert answer['of'] == 5 - answer['folds']
        assert set(answer['right']) <= set('01' if answer['of'] == 1 else '01234')
    whole = [a for a in found['answers'] if a['classifier'] == 'whole' and a['folds'] == 4]
    assert [a['view'] for a in whole] == ['whole']
    assert read(tmp_path / 'run' / 'args.json')['model'] == 'spp_linear'
    status, _, err = script(report.main, tmp_path / 'run', '-o', tmp_path / 'claims.md')
    assert status == 0, err


def test_features_are_computed_once(options, tmp_path, script, monkeypatch, refused):
    assert script(spp_linear.main, *options)[0] == 0
    first = (tmp_path / 'run' / 'answers.json').read_text()

    def computed(*args):
        raise AssertionError('computed again')

    monkeypatch.setattr(features, 'levels', computed)
    assert script(spp_linear.main, *options)[0] == 0
    assert (tmp_path / 'run' / 'answers.json').read_text() == first
    assert 'choose another --out' in refused(spp_linear.main, *(options + ['--seed', 1]))


def test_features_of_other_pictures_of_the_same_names_are_not_taken(
    options, folder, tmp_path, script, refused
):
    shutil.copytree(str(folder), str(tmp_path / 'other'))
    options = options + ['--data', tmp_path / 'other']
    assert script(spp_linear.main, *options)[0] == 0
    path = tmp_path / 'other' / 'ant' / 'image_0000.jpg'
    with Image.open(str(path)) as picture:
        picture.transpose(Image.ROTATE_180).save(str(path))
    assert 'features of other pictures' in refused(spp_linear.main, *options)


def test_a_run_that_was_stopped_goes_on(options, tmp_path, script, monkeypatch):
    levels, done = features.levels, []

    def stopped(model, pictures, names, bins):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(names)
        return levels(model, pictures, names, bins)

    monkeypatch.setattr(features, 'levels', stopped)
    assert script(spp_linear.main, *options)[0] == 130
    left = sorted(path.name for path in (tmp_path / 'run').glob('*.npz'))
    assert left == ['features_0.npz', 'features_1.npz']
    done.append('more')  # goes on where it was
    assert script(spp_linear.main, *options)[0] == 0
    assert 'pictures, crop' not in done[3:] and len(done) == 9


def test_damaged_features_are_told(options, tmp_path, script, refused):
    assert script(spp_linear.main, *options)[0] == 0
    path = tmp_path / 'run' / 'features_3.npz'
    path.write_bytes(path.read_bytes()[:1000])
    line = refused(spp_linear.main, *options)
    assert 'features_3.npz: not an .npz file, or a damaged one' in line and 'remove it' in line


def test_five_folds_of_every_class():
    labels = numpy.array([0] * 10 + [1] * 7)
    parts = spp_linear.folds(labels, 0)
    assert numpy.bincount(parts[:10]).tolist() == [2] * 5
    assert sorted(numpy.bincount(parts[10:])) == [1, 1, 1, 2, 2]
    assert (parts != spp_linear.folds(labels, 1)).any()


def test_trained_classifiers_tell_apart_what_can_be(tmp_path):
    class Args(object):
        seed, out = 0, str(tmp_path)

    rng = numpy.random.RandomState(0)
    labels = numpy.arange(60) % 3
    level = rng.normal(size=(60, 20)).astype('f')
    level[:, :3] += 20 * numpy.eye(3)[labels]
    parts = spp_linear.folds(labels, 0)
    kind = spp_linear.Classifier('any', ('a',), (1,), ('a', 'b'))
    found = {'a': {1: level}, 'b': {1: numpy.roll(level, 1, axis=0)}}
    for n_folds in (4, 1):
        right = spp_linear.times_right(found, labels, parts, kind, n_folds, Args)
        assert (right['a'] == 5 - n_folds).all() and not right['b'].any()


def test_networks_that_are_no_squeezenet(options, tmp_path, refused):
    loop.save(str(tmp_path / 'vgg.npz'), VGGNet(3, 64, 4))
    line = refused(spp_linear.main, *(options + ['--init-weights', tmp_path / 'vgg.npz']))
    assert 'not SqueezeNet' in line


def test_too_few_pictures(options, tmp_path, refused):
    root = tmp_path / 'few'
    for name in ('ant', 'bee'):
        (root / name).mkdir(parents=True)
        for i in range(3):
            Image.new('RGB', (60, 60)).save(str(root / name / '{}.jpg'.format(i)))
    assert 'five pictures' in refused(spp_linear.main, *(options + ['--data', root]))
