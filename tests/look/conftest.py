"""What the tests of the page share: folders of runs as training leaves them, and a client."""

import json
import os
import sys

import pytest

from cli import files

# look/ is of today only, and its packages are optional.
collect_ignore_glob = [] if sys.version_info >= (3, 10) else ['*.py', 'browser/*.py']
try:
    import flask  # noqa: F401
    import waitress  # noqa: F401
except ImportError:
    collect_ignore_glob = ['*.py', 'browser/*.py']


def write_log(folder, entries):
    """A log as SeldomLog writes it."""
    files.write_json(os.path.join(str(folder), 'log'), entries)


def entry(epoch, **more):
    found = {'epoch': epoch, 'iteration': 10 * epoch, 'elapsed_time': 1.5 * epoch}
    return dict(found, **{'main/loss': 1 / epoch, 'validation/main/accuracy': 0.5}, **more)


def write_run(root, name, entries=(), **facts):
    """A run that has left its log and args.json, and no weights."""
    folder = root / name
    folder.mkdir(parents=True)
    facts = dict({'model': 'fcn32s', 'options': {'epoch': 9, 'seed': 0, 'out': name}}, **facts)
    (folder / 'args.json').write_text(json.dumps(facts))
    if entries:
        write_log(folder, list(entries))
    return folder


def write_yolo(folder):
    """A run of a network at random that is sure of what it sees, and its args.json."""
    import numpy

    from models.yolo import FastYOLO
    from train.parts.weights_file import save

    numpy.random.seed(0)
    model = FastYOLO(3, 2, 112)
    model.last_layer.W.array *= 15
    folder.mkdir(exist_ok=True)
    save(str(folder / 'model_final.npz'), model)
    facts = {
        'model': 'yolo_fast', 'n_class': 3, 'width': 2, 'classes': ['a', 'b', 'c'],
        'structure': {'size': 112}, 'options': {},
    }  # fmt: skip
    (folder / 'args.json').write_text(json.dumps(facts))
    return model, facts


def with_scenes(run, folder, number):
    """Scenes whose objects are of three classes, as those of ``run``, which is told of them."""
    from xml.etree import ElementTree

    from data import scenes

    scenes.make(str(folder), number=number, side=64)
    names = list(scenes.CLASSES[:3])
    (folder / 'classes.txt').write_text('\n'.join(names) + '\n')
    for path in (folder / 'Annotations').iterdir():
        parsed = ElementTree.parse(str(path))
        for found in list(parsed.getroot().iter('object')):
            if found.find('name').text not in names:
                parsed.getroot().remove(found)
        parsed.write(str(path))
    facts = json.loads((run / 'args.json').read_text())
    facts.update(classes=names, options={'data': str(folder)})
    (run / 'args.json').write_text(json.dumps(facts))


@pytest.fixture(scope='session')
def trained(tmp_path_factory):
    """Folder of runs: FCN-32s on small scenes, a sine's LSTM, and word vectors, all real."""
    import runpy

    root = tmp_path_factory.mktemp('look') / 'runs'
    data = str(root / 'data')
    for words in (
        ['data.shapes', data, '--number', '5', '--side', '40'],
        ['train.fcn32s', '--width', '2', '-e', '2', '--loaders', '0', '--data', data, '-o',
         str(root / 'fcn32s')],
        ['train.segnet', '--width', '2', '-b', '1', '-e', '1', '--loaders', '0', '--data', data,
         '-o', str(root / 'segnet')],
        ['train.lstm_sine', '-b', '4', '--length', '8', '-e', '2', '-o', str(root / 'lstm')],
        ['train.skip_gram', '--corpus', 'planted', '--min-count', '1', '--units', '4', '-b', '2000',
         '-e', '1', '-o', str(root / 'words')],
    ):  # fmt: skip
        before, sys.argv = sys.argv, words
        try:
            runpy.run_module(words[0], run_name='__main__', alter_sys=True)
        except SystemExit as e:
            assert not e.code, words
        finally:
            sys.argv = before
    write_yolo(root / 'yolo')
    with_scenes(root / 'yolo', root / 'scenes', 5)
    return root


@pytest.fixture
def client(trained):
    """Flask's client of a page over :func:`trained` and its pictures."""
    return make_client(trained)


def make_client(root, host='127.0.0.1', pictures=True):
    from look.app import create
    from look.guard import Guard
    from look.places import Places

    given = [str(root / 'data' / 'JPEGImages')] if pictures else []
    app = create(Places([str(root)], given), Guard(host))
    return app.test_client()


@pytest.fixture
def compute(client):
    """POST a computation, wait for it, and give its state."""
    import time

    def call(address, **given):
        sent = client.post('/api/' + address, query_string=given, headers={'X-Look': '1'})
        assert sent.status_code == 200, sent.json
        for _ in range(600):
            job = client.get('/api/jobs/' + sent.json['id']).json
            if job['state'] not in ('waiting', 'running'):
                return job
            time.sleep(0.05)
        raise AssertionError('no end: {}'.format(job))

    return call
