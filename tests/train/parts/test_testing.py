"""Pictures of which no pixel counts enter no mean."""

import json

import numpy
import pytest
from PIL import Image

from data.folders import voc_folder
from data.pictures.classes import colormap
from train import fcn32s, segnet

SMALL = '--width', 2, '--loaders', 0, '-e', 1, '--train-list', 'train', '--test-list', 'val'


@pytest.fixture
def make(tmp_path):
    """Four pictures to train on and two to test on, some of them without a counted pixel."""

    def make(name, *uncounted):
        rng = numpy.random.RandomState(0)
        names = ['p{}'.format(i) for i in range(6)]
        with voc_folder.writing(
            str(tmp_path / name), {'by': 'test'}, ('a', 'b'), colormap(), '.png'
        ) as folder:
            for each in names:
                label = rng.randint(0, 2, (4, 4)).repeat(8, axis=0).repeat(8, axis=1)
                picture = (label[:, :, None] * [90, 30, 60]).astype('u1')
                folder.add(each, picture, label.astype('u1'))
            folder.add_list('train', names[:4])
            folder.add_list('val', names[4:])
        for i in uncounted:
            path = tmp_path / name / 'SegmentationClass' / 'p{}.png'.format(i)
            with Image.open(str(path)) as label:
                Image.new('L', label.size, 255).save(str(path))
        return tmp_path / name

    return make


def read(out):
    (entry,) = json.loads((out / 'log').read_text())
    return entry


def test_the_mean_is_of_the_pictures_that_count(make, tmp_path, script):
    found = []
    for name, uncounted in (('all', ()), ('some', (0, 4)), ('one', ())):
        data = make(name, *uncounted)
        if name == 'one':  # the one that counts, by itself
            (data / 'ImageSets' / 'Segmentation' / 'val.txt').write_text('p5\n')
        out = tmp_path / (name + '_run')
        status, _, err = script(fcn32s.main, '--data', data, '-o', out, '--lr', 1e-30, *SMALL)
        assert status == 0, err
        found.append(read(out))
    whole, some, one = found
    # A network of zero scores: ln 2 of every picture, and of none 0.
    assert some['main/loss'] == pytest.approx(numpy.log(2), rel=1e-5)
    assert some['validation/main/loss'] == pytest.approx(numpy.log(2), rel=1e-5)
    assert some['validation/main/accuracy'] == pytest.approx(one['validation/main/accuracy'])
    assert some['validation/main/accuracy'] != pytest.approx(whole['validation/main/accuracy'])


def test_a_batch_of_which_nothing_counts_ends_no_training(make, tmp_path, script):
    data = make('data', 0, 1, 2)
    status, _, err = script(segnet.main, '--data', data, '-o', tmp_path / 'run', '-b', 1, *SMALL)
    assert status == 0, err
    assert read(tmp_path / 'run')['main/loss'] > 0.1


def test_nothing_to_test_on_is_a_line(make, tmp_path, refused):
    data = make('data', 4, 5)
    line = refused(fcn32s.main, '--data', data, '-o', tmp_path / 'run', *SMALL)
    assert '255' in line or 'nothing to test on' in line
