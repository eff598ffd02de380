"""The command as a person types it."""

import json
import sys

import pytest

if sys.version_info < (3, 10):
    pytest.skip('check/ is of today only', allow_module_level=True)

from check import __main__ as command
from check import table
from check.session import Session

OPTIONS = ['--width', '4', '--loaders', '0', '-b', '2']


def test_a_script_and_its_table(tiny, tmp_path, script, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # What starts processes of its own is tried by hand and in results/check.
    monkeypatch.setattr(
        command.paths, 'check', lambda session: [command.paths.check_batch(session)]
    )
    status, out, err = script(
        command.main, '--check-steps', 8, 'train.fcn32s', '--data', tiny, *OPTIONS
    )
    folder = tmp_path / 'runs' / 'check' / 'fcn32s'
    assert 'right  loss at the start' in out, (out, err)
    found = json.loads((folder / 'check.json').read_text())
    assert len(found['findings']) == 11
    assert all((folder / name).exists() for name in ('seen.png', 'rate.png', 'distribution.png'))
    status, out, err = script(table.main, folder, '-o', tmp_path / 'table.md')
    assert status == 0 and '| loss at the start | right |' in out
    assert 'check.json' in script(table.main, tmp_path, '-o', tmp_path / 'no.md')[2]


@pytest.mark.parametrize('name', ['train.nothing', 'nothing.at.all', 'no.py'])
def test_a_script_that_is_not_there(name, refused, tmp_path):
    assert 'no such' in refused(command.main, '--check-out', tmp_path / 'o', name)


def test_a_script_that_does_not_train(refused, tmp_path):
    (tmp_path / 'quiet.py').write_text('x = 1\n')
    line = refused(command.main, '--check-out', tmp_path / 'o', tmp_path / 'quiet.py')
    assert 'without training' in line


def test_an_own_script_is_taken(tmp_path):
    (tmp_path / 'own.py').write_text(
        'import chainer, numpy as np\n'
        'import chainer.links as L\n'
        'model = L.Classifier(L.Linear(3, 2))\n'
        'optimizer = chainer.optimizers.SGD().setup(model)\n'
        "data = chainer.datasets.TupleDataset(np.eye(3, dtype='f'), np.array([0, 1, 1], 'i'))\n"
        'iterator = chainer.iterators.SerialIterator(data, 2)\n'
        'updater = chainer.training.StandardUpdater(iterator, optimizer)\n'
        'chainer.training.Trainer(updater, (1, "epoch"), out=__import__("sys").argv[-1]).run()\n'
    )
    session = Session(str(tmp_path / 'own.py'), ['--out', str(tmp_path / 'out')])
    assert len(session.batch(2)) == 2


def test_all_is_put_back(tiny, tmp_path):
    session = Session('train.fcn32s', ['--data', tiny, '--out', str(tmp_path)] + OPTIONS)
    arrays = session.batch(2)

    def losses():
        with session.kept():
            return [session.step(arrays) for _ in range(4)]

    first = losses()
    assert first[-1] < first[0]
    assert losses() == first
    session.close()
