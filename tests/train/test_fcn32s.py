"""The real script on real files: what it leaves, what it refuses, how it resumes."""

import json
import os

import numpy
import pytest
from PIL import Image

from data import shapes
from models.lstm import LSTM
from models.vggnet import VGGNet
from predict import evaluate
from train import fcn32s
from train.parts import loop

SMALL = ['--width', '2', '--loaders', '0', '--epoch', '2']


def read_log(out):
    with open(os.path.join(str(out), 'log')) as f:
        return json.load(f)


def contents(folder):
    """Name and bytes of every file in a folder."""
    return {f.name: f.read_bytes() for f in folder.iterdir()}


def test_a_run_leaves_a_folder_that_explains_itself(tiny, tmp_path, script):
    out = tmp_path / 'run'
    status, printed, err = script(fcn32s.main, '--data', tiny, '--out', out, *SMALL)
    assert status == 0, err
    left = set(os.listdir(str(out)))
    assert left == {
        'args.json', 'log', 'loss.png', 'accuracy.png', 'examples.png', 'model_best.npz',
        'model_final.npz', 'snapshot_iter_4', 'snapshot_iter_8',
        'examples_epoch_1.jpg', 'examples_epoch_2.jpg',
    }  # fmt: skip
    facts = json.loads((out / 'args.json').read_text())
    assert (facts['model'], facts['n_class'], facts['width']) == ('fcn32s', 21, 2)
    assert facts['options']['seed'] == 0
    assert facts['versions']['chainer'] == '7.8.1'
    log = read_log(out)
    assert [entry['iteration'] for entry in log] == [4, 8]
    # From zero scores every class is as likely: ln 21; and training lowers it.
    assert log[0]['main/loss'] < numpy.log(21)
    assert log[1]['main/loss'] < log[0]['main/loss']
    assert 0 <= log[1]['validation/main/accuracy'] <= 1
    assert 'validation/main/accuracy' in printed
    with Image.open(str(out / 'examples.png')) as picture:
        assert picture.size[0] > 2 * 30


def test_weights_of_vggnet_are_copied_in(tiny, tmp_path, script):
    vgg = VGGNet(n_class=5, size=32, width=2)
    weights = tmp_path / 'vgg.npz'
    loop.save(str(weights), vgg)
    status, printed, err = script(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', weights,
        '--loaders', 0, '--epoch', 1, '--lr', 1e-30,
    )  # fmt: skip
    assert status == 0, err
    assert 'copied /conv1_1/W /conv1_1/b' in printed
    assert 'not in it: /score_pool5/W /score_pool5/b' in printed
    with numpy.load(str(tmp_path / 'run' / 'model_final.npz')) as trained:
        assert numpy.allclose(trained['conv5_3/W'], vgg.conv5_3.W.array, atol=1e-6)


def test_the_paper_s_with_fully_connected_layers(tiny, tmp_path, script, refused):
    weights, out = tmp_path / 'vgg.npz', tmp_path / 'run'
    loop.save(str(weights), VGGNet(n_class=5, size=96, width=2))
    options = ['--data', tiny, '--init-weights', weights, '--variant', 'paper']
    options += ['--loaders', 0, '--epoch', 1, '--out', out]
    status, printed, err = script(fcn32s.main, *options)
    assert status == 0, err
    assert '/fc6/W' in printed.split('copied', 1)[1].splitlines()[0]
    facts = json.loads((out / 'args.json').read_text())
    assert (facts['model'], facts['structure']) == ('fcn32s_paper', {'cells': 3})
    status, printed, err = script(evaluate.main, out)
    assert status == 0 and 'mean IU' in printed, err
    # Its own weights go on, with the fc6 that they have; the posts' network has none.
    more = ['--data', tiny, '--init-weights', out / 'model_final.npz', '--loaders', 0, '-e', 1]
    status, printed, err = script(fcn32s.main, '--variant', 'paper', '-o', tmp_path / 'more', *more)
    assert status == 0 and 'not in it' not in printed, err
    line = refused(fcn32s.main, '--resume', '--out', out, '--data', tiny, '--width', 2)
    assert 'network fcn32s_paper, not fcn32s' in line


def test_killed_and_resumed_gives_the_log_of_an_uninterrupted_run(tiny, killed_and_resumed):
    """SIGKILL in the middle of an epoch, with a loader process running ahead."""
    options = ['--data', tiny, '--width', 2, '--epoch', 6]
    _, _, log = killed_and_resumed('train.fcn32s', options, 'snapshot_iter_8')
    assert len(log) == 6


def test_a_run_is_not_overwritten(tiny, tmp_path, script, refused):
    out = tmp_path / 'run'
    assert script(fcn32s.main, '--data', tiny, '--out', out, *SMALL)[0] == 0
    before = contents(out)
    assert '--resume' in refused(fcn32s.main, '--data', tiny, '--out', out, *SMALL)
    line = refused(fcn32s.main, '--data', tiny, '--out', out, '--resume', '--seed', 1, *SMALL)
    assert '--seed 0, not 1' in line
    assert contents(out) == before


@pytest.mark.parametrize('loaders', [0, 1])
def test_a_picture_damaged_since_the_start_ends_the_run(tmp_path, refused, loaders):
    """The error must come through from the loader process, not hang it."""
    data = tmp_path / 'data'
    shapes.make(str(data), number=5, side=40)
    for picture in (data / 'JPEGImages').iterdir():
        picture.write_bytes(picture.read_bytes()[:-300])
    line = refused(
        fcn32s.main, '--data', data, '--out', tmp_path / 'run', '--width', 2, '--loaders', loaders
    )
    assert '.jpg' in line


def bad_label(tmp_path, picture):
    data = tmp_path / 'data'
    shapes.make(str(data), number=5, side=40)
    for label in (data / 'SegmentationClass').iterdir():
        with Image.open(str(label)) as old:
            size = old.size
        picture(size).save(str(label))
    return data


def rgb(size):
    return Image.new('RGB', size)


def class_21(size):
    return Image.new('L', size, 21)


def other_size(size):
    return Image.new('L', (size[0] + 1, size[1]))


@pytest.mark.parametrize(
    'picture, word', [(rgb, 'RGB'), (class_21, '21'), (other_size, 'must match')]
)
def test_a_label_that_cannot_be_one(tmp_path, refused, picture, word):
    data = bad_label(tmp_path, picture)
    assert word in refused(fcn32s.main, '--data', data, '--out', tmp_path / 'run', *SMALL)


def test_a_missing_picture_is_told_at_once(tmp_path, refused):
    data = tmp_path / 'data'
    shapes.make(str(data), number=5, side=40)
    (data / 'JPEGImages' / 'shapes_000002.jpg').unlink()
    line = refused(fcn32s.main, '--data', data, '--out', tmp_path / 'run', *SMALL)
    assert 'shapes_000002' in line
    assert not (tmp_path / 'run').exists()


def test_an_empty_list(tiny, tmp_path, refused):
    empty = tmp_path / 'empty.txt'
    empty.write_text('')
    line = refused(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'run',
        '--train-list', empty, '--test-list', 'val', *SMALL
    )  # fmt: skip
    assert 'empty.txt' in line


def test_weights_of_another_network(tiny, tmp_path, refused):
    weights = tmp_path / 'lstm.npz'
    loop.save(str(weights), LSTM())
    line = refused(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', weights, *SMALL
    )
    assert 'lstm.npz' in line and 'conv1_1' in line


def test_a_snapshot_where_weights_are_wanted(tiny, tmp_path, script, refused):
    out = tmp_path / 'run'
    assert script(fcn32s.main, '--data', tiny, '--out', out, *SMALL)[0] == 0
    line = refused(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'other',
        '--init-weights', out / 'snapshot_iter_8', *SMALL
    )  # fmt: skip
    assert 'snapshot of a training run' in line


def test_weights_that_are_no_weights(tiny, tmp_path, refused):
    weights = tmp_path / 'half.npz'
    loop.save(str(weights), VGGNet(5, 32, 2))
    weights.write_bytes(weights.read_bytes()[:5000])
    line = refused(
        fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', '--init-weights', weights, *SMALL
    )
    assert 'damaged' in line


def test_a_loss_that_becomes_nan_stops_the_run_and_spares_what_was_there(
    tiny, tmp_path, script, refused
):
    out = tmp_path / 'run'
    assert script(fcn32s.main, '--data', tiny, '--out', out, '--lr', 1e30, *SMALL)[0] == 1
    line = refused(fcn32s.main, '--data', tiny, '--out', tmp_path / 'b', '--lr', 1e30, *SMALL)
    assert 'loss' in line and 'nan' in line and '--lr' in line
    assert not (out / 'model_final.npz').exists()


def test_an_out_that_cannot_be_written(tiny, tmp_path, refused):
    file = tmp_path / 'file'
    file.write_text('mine')
    line = refused(fcn32s.main, '--data', tiny, '--out', file / 'run', *SMALL)
    assert str(file) in line
    assert file.read_text() == 'mine'


def test_a_gpu_that_is_not_there(tiny, tmp_path, refused):
    line = refused(fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', '-d', '0', *SMALL)
    assert '--device 0' in line
    assert not (tmp_path / 'run').exists()


def test_resume_without_a_run(tiny, tmp_path, refused):
    line = refused(fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', '--resume', *SMALL)
    assert 'no snapshot' in line
