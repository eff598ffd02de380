"""Runs to predict with: one that was trained, and untrained ones of any network."""

import json

import pytest

from data.shapes import CLASSES
from predict.parts.networks import NETWORKS
from train import fcn32s
from train.parts import loop


@pytest.fixture(scope='session')
def trained(tmp_path_factory):
    """Train a narrow network for an epoch, in this process.

    Returns a function of the script's module, its data and more options; it gives the run's folder.
    """

    def train(script, data, *options):
        out = str(tmp_path_factory.mktemp('run') / script.__name__.split('.')[-1])
        given = ['--data', data, '--out', out, '--width', '2', '--loaders', '0', '-e', '1']
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr('sys.argv', ['script'] + given + list(options))
            script.main()
        return out

    return train


@pytest.fixture(scope='session')
def run(tiny, trained):
    """A finished run of FCN-32s on the small scenes. Tests leave it as it is."""
    return trained(fcn32s, tiny)


@pytest.fixture
def untrained(tmp_path):
    """Make the folder of a run that was not trained; returns its path.

    Returns a function of the network's name, its classes, its options and more for args.json.
    """

    def make(name, classes=CLASSES, options=None, **more):
        folder = tmp_path / 'runs' / name
        folder.mkdir(parents=True)
        facts = {
            'model': name, 'n_class': len(classes), 'width': 2, 'classes': classes,
            'options': options or {'data': None},
        }  # fmt: skip
        facts.update(more)
        (folder / 'args.json').write_text(json.dumps(facts))
        loop.save(str(folder / 'model_final.npz'), NETWORKS[name](len(classes), 2))
        return str(folder)

    return make
