"""Numbers that explode are told, with what they come from."""

import numpy
import pytest

from models.vggnet import VGGNet
from train import fcn32s, lstm_sine, skip_gram
from train.parts import loop

WORDS = '--corpus', 'planted', '--min-count', 1, '--units', 5, '-b', 1000
SINE = '--length', 5, '-b', 5


@pytest.mark.parametrize('main, options', [
    (skip_gram.main, WORDS + ('--lr', 1000)),
    (skip_gram.main, WORDS + ('--lr', 1000, '--optimizer', 'sgd')),
    (skip_gram.main, WORDS + ('--lr', 1000, '--loss', 'softmax')),
    (lstm_sine.main, SINE + ('--lr', 1e6)),
])  # fmt: skip
@pytest.mark.filterwarnings('ignore:overflow')
def test_a_finite_loss_that_explodes_ends_the_run(refused, tmp_path, main, options):
    line = refused(main, '-o', tmp_path / 'run', '-e', 20, *options)
    assert 'it began at' in line and 'smaller --lr' in line
    assert 'snapshot' not in line
    assert not {p.name for p in (tmp_path / 'run').iterdir()} & {'vectors.txt', 'model_final.npz'}


@pytest.mark.filterwarnings('ignore:overflow')
def test_a_loss_that_ends_far_above_its_beginning_is_told(script, tmp_path):
    status, _, err = script(skip_gram.main, '-o', tmp_path / 'run', '-e', 1, '--lr', 10, *WORDS)
    assert status == 0
    assert 'it began at' in err and 'nothing was learnt' in err


def test_numbers_that_are_none_in_the_weights_are_not_blamed_on_the_rate(tiny, tmp_path, refused):
    vgg = VGGNet(n_class=5, size=32, width=2)
    vgg.conv3_1.W.array[0, 0, 0, 0] = numpy.nan
    loop.save(str(tmp_path / 'vgg.npz'), vgg)
    line = refused(
        fcn32s.main, '--data', tiny, '--loaders', 0, '-o', tmp_path / 'run',
        '--init-weights', tmp_path / 'vgg.npz',
    )  # fmt: skip
    # The rate that is spoken of is the other run's.
    assert 'try a smaller --lr' not in line
    assert 'conv3_1' in line and 'vgg.npz' in line


def test_a_first_loss_that_is_no_number_is_not_blamed_on_the_rate(tmp_path, refused, monkeypatch):
    compute = lstm_sine.compute_loss_at_once

    def reported(model, sequences):
        loss = compute(model, sequences) * numpy.float32('nan')
        lstm_sine.chainer.report({'loss': loss}, model)
        return loss

    monkeypatch.setattr(lstm_sine, 'compute_loss_at_once', reported)
    line = refused(lstm_sine.main, '-o', tmp_path / 'run', *SINE)
    assert 'before the network changed' in line and 'try' not in line


def test_snapshots_are_told_of_where_there_are_some(tmp_path, script, refused):
    options = '-o', tmp_path / 'run', '--optimizer', 'sgd'
    assert script(lstm_sine.main, '-e', 100, '--lr', 0.01, *(options + SINE))[0] == 0
    with pytest.MonkeyPatch.context() as patch:
        # The same run, as far as one can tell, with a rate that it can't bear.
        patch.setitem(lstm_sine.OPTIMIZERS, 'sgd', lambda lr: lstm_sine.chainer.optimizers.SGD(1e6))
        line = refused(lstm_sine.main, '-e', 200, '--lr', 0.01, '-r', *(options + SINE))
    assert 'the snapshots in {} are from before'.format(tmp_path / 'run') in line
