"""train.deeplab on small data: its parts left out, read back, killed and resumed, refused."""

import json

import chainer
import numpy
import pytest

from models.deeplab import DeepLabV3Plus
from models.fcn32s import MyFcn32sWithAnySize
from predict import evaluate
from predict.parts import networks
from train import deeplab
from train.parts import loop

SMALL = ['--width', '2', '--loaders', '0', '--epoch', '1', '--crop', '49', '-b', '2']


def read(path):
    return json.loads(path.read_text())


def test_an_epoch_on_drawn_shapes_and_its_evaluation(tiny, tmp_path, script):
    out = tmp_path / 'run'
    status, printed, err = script(deeplab.main, '--data', tiny, '--out', out, *SMALL)
    assert status == 0, err
    facts = read(out / 'args.json')
    assert (facts['model'], facts['n_class'], facts['width']) == ('deeplab', 21, 2)
    assert facts['lr'] == 0.007 and facts['options']['poly'] == 0.9
    assert facts['structure'] == {'output_stride': 16, 'aspp': 'all', 'decoder': True}
    (entry,) = read(out / 'log')
    assert entry['iteration'] == 2
    assert 0.5 < entry['main/loss'] < 10
    assert 'statistics of 2 training batches' in printed
    status, printed, err = script(evaluate.main, out, '--bands', 1, 3)
    assert status == 0, err
    bands = read(out / 'evaluation.json')['bands']
    assert [band['pixels'] for band in bands] == sorted(band['pixels'] for band in bands)
    assert [band['width'] for band in bands] == [1, 3]


def test_parts_left_out_are_read_back(tiny, tmp_path, script):
    out = tmp_path / 'run'
    status, _, err = script(
        deeplab.main, '--data', tiny, '--out', out, '--aspp', 'pooling', '--no-decoder',
        '--output-stride', 8, *SMALL
    )  # fmt: skip
    assert status == 0, err
    model = networks.load(str(out), chainer.get_device('@numpy'), networks.FINAL)
    assert model.output_stride == 8 and not hasattr(model, 'decoder')
    assert len(model.aspp.pooled) == 4 and not len(model.aspp.dilated)
    with numpy.load(str(out / 'model_final.npz')) as trained:
        assert (trained['logits/W'] == model.logits.W.array).all()


def test_weights_go_on_at_another_output_stride(tiny, tmp_path, script):
    first = DeepLabV3Plus(21, 2)
    loop.save(str(tmp_path / 'first.npz'), first)
    out = tmp_path / 'run'
    status, printed, err = script(
        deeplab.main, '--data', tiny, '--out', out, '--init-weights', tmp_path / 'first.npz',
        '--lr', 1e-30, '--output-stride', 8, *SMALL
    )  # fmt: skip
    assert status == 0, err
    assert 'copied /aspp (' in printed
    assert 'not in it' not in printed and 'of another shape' not in printed
    with numpy.load(str(out / 'model_final.npz')) as trained:
        assert numpy.allclose(trained['xception/exit1/conv1/pointwise/W'],
                              first.xception.exit1.conv1.pointwise.W.array)  # fmt: skip


def test_xception_alone_is_copied(tiny, tmp_path, script, refused):
    first = DeepLabV3Plus(21, 2)
    first.logits.W.array[...] = 7
    loop.save(str(tmp_path / 'first.npz'), first)
    run = ['--data', tiny, '--out', tmp_path / 'run', '--xception-only', '--lr', 1e-30, *SMALL]
    source = ['--init-weights', tmp_path / 'first.npz']
    status, printed, err = script(deeplab.main, *source, *run)
    assert status == 0, err
    with numpy.load(str(tmp_path / 'run' / 'model_final.npz')) as trained:
        assert numpy.allclose(trained['xception/exit1/conv1/pointwise/W'],
                              first.xception.exit1.conv1.pointwise.W.array)  # fmt: skip
        assert abs(trained['logits/W']).max() < 7
        assert not numpy.allclose(trained['aspp/conv/conv/W'], first.aspp.conv.conv.W.array)
    assert 'copied /xception (396 parameters)' in printed and '/logits/W /logits/b' in printed
    run[3] = tmp_path / 'other'
    assert '--init-weights' in refused(deeplab.main, *run)
    loop.save(str(tmp_path / 'fcn.npz'), MyFcn32sWithAnySize(21, 2))
    line = refused(deeplab.main, '--init-weights', tmp_path / 'fcn.npz', *run)
    assert 'no Xception in it' in line


def test_whole_pictures_of_several_sizes(tiny, tmp_path, refused):
    options = SMALL[:-4] + ['--crop', '0', '-b', '4']
    line = refused(deeplab.main, '--data', tiny, '--out', tmp_path / 'run', *options)
    assert '--batchsize 1' in line


def test_squares_of_next_to_nothing(tiny, tmp_path, script):
    for side in (1, 32, -1):
        options = SMALL[:-4] + ['--crop', side, '-b', '2']
        status, _, err = script(deeplab.main, '--data', tiny, '--out', tmp_path / 'run', *options)
        assert status == 2 and '0 or a whole number from 33' in err
    assert not (tmp_path / 'run').exists()


def test_squares_are_tested_whole_and_one_at_a_time(tiny, tmp_path, script):
    """The pictures differ in size, and no batch of two of them could be."""
    options = SMALL[:-2] + ['-b', '4', '--width', '2']
    status, _, err = script(deeplab.main, '--data', tiny, '--out', tmp_path / 'run', *options)
    assert status == 0, err


@pytest.mark.parametrize('facts', [{'aspp': 3}, {'decoder': 'no'}, {'output_stride': '8'}])
def test_a_structure_changed_by_hand(tiny, tmp_path, script, refused, facts):
    out = tmp_path / 'run'
    assert script(deeplab.main, '--data', tiny, '--out', out, *SMALL)[0] == 0
    changed = read(out / 'args.json')
    changed['structure'].update(facts)
    (out / 'args.json').write_text(json.dumps(changed))
    assert 'changed by hand' in refused(evaluate.main, out)


def test_killed_and_resumed_ends_as_an_uninterrupted_run(streets, killed_and_resumed):
    """Curve, falling rate, squares, flips and the statistics of batch normalization."""
    options = ['--data', streets, '--width', 2, '-b', 2, '-e', 3, '--loaders', 0, '--crop', 33]
    whole, broken, log = killed_and_resumed('train.deeplab', options, 'snapshot_iter_3')
    assert len(log) == 3
    with numpy.load(str(whole / 'model_final.npz')) as a:
        with numpy.load(str(broken / 'model_final.npz')) as b:
            for name in a.files:
                numpy.testing.assert_allclose(a[name], b[name], rtol=1e-3, atol=1e-5, err_msg=name)
