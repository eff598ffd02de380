"""train.spp_net on small data: sizes by epoch, views, killed and resumed, what it refuses."""

import json
import shutil

import chainer
import numpy
import pytest
from PIL import Image

from data.shapes import ShapesOfAnySize
from models.spp_net import SPPNet, ZF5OneSize
from train import spp_net
from train.parts.classes.shown import Shown

SMALL = ['--width', '3', '--loaders', '0', '--epoch', '1', '--batchsize', '4']
DRAWN = ['--number', '10', '--sizes', '84']


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """Two classes of six pictures of different sizes, JPEG, as Caltech-101 has them."""
    root = tmp_path_factory.mktemp('data') / 'caltech'
    rng = numpy.random.RandomState(0)
    for label, name in enumerate(('ant', 'bee')):
        (root / name).mkdir(parents=True)
        for i in range(6):
            size = (60 + 10 * i, 110 - 8 * i)
            picture = rng.randint(0, 60, size + (3,)) + (40, 150)[label]
            Image.fromarray(picture.astype('u1')).save(
                str(root / name / 'image_{:04d}.jpg'.format(i))
            )
    return root


def read(path):
    return json.loads(path.read_text())


@pytest.fixture
def seen(monkeypatch):
    """Shapes of what the network is trained and tested with: a list that fills."""
    found = []

    class Watched(SPPNet):
        def score(self, x):
            if chainer.config.enable_backprop or not chainer.config.train:
                found.append((chainer.config.train, [each.shape[1:] for each in x]))
            return super(Watched, self).score(x)

    monkeypatch.setattr(spp_net, 'SPPNet', Watched)
    return found


def test_an_epoch_on_drawn_pictures(tmp_path, script):
    status, printed, err = script(spp_net.main, '--out', tmp_path / 'run', *(SMALL + DRAWN))
    assert status == 0, err
    facts = read(tmp_path / 'run' / 'args.json')
    assert (facts['model'], facts['n_class'], facts['width']) == ('spp_net', 20, 3)
    assert facts['structure'] == {'bins': [1, 2, 4]}
    assert facts['classes'] == list(ShapesOfAnySize.classes)
    (entry,) = read(tmp_path / 'run' / 'log')
    assert entry['iteration'] == 3 and 0 <= entry['validation/main/accuracy'] <= 1
    model = SPPNet(20, 3)
    chainer.serializers.load_npz(str(tmp_path / 'run' / 'model_final.npz'), model)


def test_sizes_alternate_by_epoch_and_tested_is_the_first(tmp_path, script, seen):
    options = SMALL + ['--number', 8, '--sizes', 100, 84, 92, '-e', 4]
    status, _, err = script(spp_net.main, '--out', tmp_path / 'run', *options)
    assert status == 0, err
    trained = [shapes for training, shapes in seen if training]
    assert [shapes[0] for shapes in trained] == [
        (side, side) for side in (100, 100, 84, 84, 92, 92, 100, 100)
    ]
    assert {shape for training, shapes in seen if not training for shape in shapes} == {(100, 100)}


def test_pictures_of_a_folder_shown_whole(folder, tmp_path, script, seen):
    options = ['--data', folder, '--view', 'whole', '--sizes', '80', '--out', tmp_path / 'run']
    status, printed, err = script(spp_net.main, *(SMALL + options))
    assert status == 0, err
    assert '2 classes, 8 pictures to train on, 4 to test' in printed
    shapes = {shape for _, each in seen for shape in each}
    assert min(min(shape) for shape in shapes) == 80 and len(shapes) > 6
    facts = read(tmp_path / 'run' / 'args.json')
    assert facts['classes'] == ['ant', 'bee']
    assert [part['pictures'] for part in facts['data']] == [8, 4]


@pytest.mark.parametrize('view', ['crop', 'warp'])
def test_without_a_pyramid(view, folder, tmp_path, script):
    options = ['--data', folder, '--view', view, '--sizes', '80', '--out', tmp_path / 'run']
    status, _, err = script(spp_net.main, '--no-pyramid', *(SMALL + options))
    assert status == 0, err
    facts = read(tmp_path / 'run' / 'args.json')
    assert facts['model'] == 'zf5_one_size' and facts['structure'] == {'size': 80}
    model = ZF5OneSize(2, 3, 80)
    chainer.serializers.load_npz(str(tmp_path / 'run' / 'model_final.npz'), model)


def test_two_colours_are_told_apart(folder, tmp_path, script):
    options = SMALL + ['--width', 8, '-e', 8, '--sizes', 80, '--lr', 0.003]
    status, _, err = script(spp_net.main, '--data', folder, '--out', tmp_path / 'run', *options)
    assert status == 0, err
    assert read(tmp_path / 'run' / 'log')[-1]['validation/main/accuracy'] == 1


def test_killed_and_resumed_goes_on_with_the_next_size(killed_and_resumed):
    """Sizes by epoch, random crops and flips."""
    options = ['--width', 3, '--number', 12, '--sizes', 100, 84, '-e', 5, '-b', 4, '--loaders', 0]
    whole, broken, log = killed_and_resumed('train.spp_net', options, 'snapshot_iter_3')
    assert len(log) == 5
    with numpy.load(str(whole / 'model_final.npz')) as a:
        with numpy.load(str(broken / 'model_final.npz')) as b:
            for name in a.files:
                numpy.testing.assert_allclose(a[name], b[name], rtol=1e-4, atol=1e-6, err_msg=name)


@pytest.mark.parametrize('options, words', [
    (['--no-pyramid', '--sizes', '100', '84'], 'one of --sizes'),
    (['--no-pyramid', '--view', 'whole'], '--view crop or warp'),
    (['--no-pyramid', '--bins', '1', '2'], '--bins are the levels of the pyramid'),
    (['--sizes', '224', '64'], '--sizes 64: too small: 4 x 4 bins need 79 pixels or more'),
    (['--sizes', '100', '--bins', '6', '1'], '6 x 6 bins need'),
    (['--no-pyramid', '--sizes', '20'], 'too small'),
])  # fmt: skip
def test_what_no_network_takes(options, words, tmp_path, refused):
    line = refused(spp_net.main, '--out', tmp_path / 'run', *(SMALL + options))
    assert words in line and not (tmp_path / 'run').exists()


def test_another_run_is_not_continued(tmp_path, script, refused):
    out = ['--out', tmp_path / 'run']
    assert script(spp_net.main, *(SMALL + DRAWN + out))[0] == 0
    again = SMALL + DRAWN + out + ['--resume', '-e', 2]
    assert '--sizes' in refused(spp_net.main, *(again + ['--sizes', 84, 92]))
    assert '--view' in refused(spp_net.main, *(again + ['--view', 'warp']))
    assert '--bins' in refused(spp_net.main, *(again + ['--bins', 1, 2]))


def test_a_run_is_continued_on_its_own_pictures(folder, tmp_path, script, refused):
    options = SMALL + ['--sizes', 84, '--out', tmp_path / 'run', '--data']
    assert script(spp_net.main, *(options + [folder]))[0] == 0
    shutil.copytree(str(folder), str(tmp_path / 'same'))
    shutil.copytree(str(folder), str(tmp_path / 'other'))
    (tmp_path / 'other' / 'ant' / 'image_0003.jpg').unlink()
    again = ['--resume', '-e', 2]
    assert 'another --data' in refused(spp_net.main, *(options + [tmp_path / 'other'] + again))
    shutil.copytree(str(folder), str(tmp_path / 'larger'))
    with open(str(tmp_path / 'larger' / 'bee' / 'image_0001.jpg'), 'ab') as f:
        f.write(b'\0')
    assert 'another --data' in refused(spp_net.main, *(options + [tmp_path / 'larger'] + again))
    status, _, err = script(spp_net.main, *(options + [tmp_path / 'same'] + again))
    assert status == 0, err


def test_a_run_that_told_less_of_its_pictures_is_continued(folder, tmp_path, script, refused):
    """Of earlier ones args.json tells names and classes alone."""
    options = SMALL + ['--sizes', 84, '--out', tmp_path / 'run', '--data', folder]
    assert script(spp_net.main, *options)[0] == 0
    facts = read(tmp_path / 'run' / 'args.json')
    for part in facts['data']:
        del part['files']
    (tmp_path / 'run' / 'args.json').write_text(json.dumps(facts))
    status, _, err = script(spp_net.main, '--resume', '-e', 2, *options)
    assert status == 0, err
    facts['data'][0]['examples'] = '00000000'
    (tmp_path / 'run' / 'args.json').write_text(json.dumps(facts))
    assert 'another --data' in refused(spp_net.main, '--resume', '-e', 3, *options)


def test_pictures_that_grow_are_loaded_ahead_without_complaint(tmp_path, script, recwarn):
    for name in ('ant', 'bee'):
        (tmp_path / 'grow' / name).mkdir(parents=True)
        for i in range(8):
            picture = Image.new('RGB', (60 + 40 * i, 50 + 30 * i), (30 * i, 90, 20))
            picture.save(str(tmp_path / 'grow' / name / '{:02d}.jpg'.format(i)))
    options = SMALL + ['--data', tmp_path / 'grow', '--sizes', 84, '-b', 2, '--loaders', 1]
    status, _, err = script(spp_net.main, '--out', tmp_path / 'run', *options)
    assert status == 0, err
    assert 'Shared memory' not in err + ''.join(str(w.message) for w in recwarn)


def test_half_of_the_pictures_are_mirrored_in_training():
    x = numpy.broadcast_to(numpy.arange(80, dtype='f'), (3, 80, 80))
    numpy.random.seed(0)
    batch = [(x, numpy.int32(1))] * 200
    device = chainer.get_device('@numpy')
    found, labels = Shown('warp', 40, training=True)(batch, device)
    assert found.shape == (200, 3, 40, 40) and labels.dtype == numpy.int32
    assert 70 < (found[:, 0, 0, 0] > 40).sum() < 130
    plain, _ = Shown('warp', 40, training=False)(batch, device)
    assert (plain[:, 0, 0, 0] < 2).all()
