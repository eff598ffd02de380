"""Measures, errors and data of detectors and classifiers on the page."""

import io
import json

import numpy
import pytest
from PIL import Image

from data import scenes
from predict import evaluate_detection
from tests.look.conftest import make_client, with_scenes, write_yolo
from train import spp_net, vggnet


@pytest.fixture(scope='module')
def runs(tmp_path_factory):
    """Folder of runs with a detector and its scenes."""
    root = tmp_path_factory.mktemp('measured') / 'runs'
    root.mkdir()
    scenes.make(str(root / 'scenes'), number=10, side=64)
    write_yolo(root / 'yolo')
    with_scenes(root / 'yolo', root / 'scenes', 10)
    return root


@pytest.fixture
def client(runs):
    return make_client(runs, pictures=False)


def test_a_detector_is_measured_as_by_its_command(runs, client, compute, script, tmp_path):
    assert client.get('/api/runs/measures', query_string={'run': 'runs/yolo'}).json == {}
    job = compute('runs/measure', run='runs/yolo')
    assert job['state'] == 'done', job
    assert not (runs / 'yolo' / 'evaluation.json').exists(), 'nothing is written'
    status, _, err = script(evaluate_detection.main, runs / 'yolo', '-o', tmp_path / 'found.json')
    assert status == 0, err
    expected = json.loads((tmp_path / 'found.json').read_text())
    found = job['result']
    for name in ('mean AP 2007', 'mean AP 2010', 'classes', 'errors', 'sides', 'objects'):
        assert found[name] == expected[name], name
    others = found['errors']['similar'] + found['errors']['other']
    assert sum(boxes for _, _, boxes, _ in found['confused']) == others
    assert [share for _, _, share in found['worst']] == sorted(s for _, _, s in found['worst'])


def test_objects_beside_the_true_ones(client, compute):
    job = compute('runs/picture', run='runs/yolo', number=1)
    image = Image.open(io.BytesIO(client.get('/api/runs/drawn/' + job['result']).data))
    assert image.width > 2 * 400
    failed = compute('runs/picture', run='runs/yolo', number=99)
    assert failed['state'] == 'failed' and '99' in failed['error']


def test_a_detectors_data(compute):
    found = compute('runs/data', run='runs/yolo')['result']
    assert found['names'] == list(scenes.CLASSES[:3])
    assert (found['train']['all'], found['test']['all']) == (8, 2)


@pytest.fixture
def classifier(tmp_path, script):
    def train(module, *options):
        given = ['--number', 10, '--width', 3, '-e', 1, '-b', 4, '--loaders', 0]
        out = tmp_path / 'runs' / 'classifier'
        status, _, err = script(module.main, '--out', out, *(given + list(options)))
        assert status == 0, err
        return make_client(tmp_path / 'runs', pictures=False)

    return train


def _asked(client, address, **given):
    """Of another page than ``compute`` asks."""
    import time

    given = dict(given, run='runs/classifier')
    sent = client.post('/api/' + address, query_string=given, headers={'X-Look': '1'})
    job = {'state': 'waiting'}
    while job['state'] in ('waiting', 'running'):
        time.sleep(0.02)
        job = client.get('/api/jobs/' + sent.json['id']).json
    return job


def _measured(client, number):
    job = _asked(client, 'runs/measure')
    assert job['state'] == 'done', job
    found = job['result']
    assert sum(line['pictures'] for line in found['classes']) == number
    right = [line['pictures'] * (line['accuracy'] or 0) for line in found['classes']]
    assert sum(right) == pytest.approx(found['accuracy'] * number)
    wrong = sum(pictures for _, _, pictures, _ in found['confused'])
    assert wrong == pytest.approx(number - sum(right))
    assert len(found['worst']) == min(number, 24)
    job = _asked(client, 'runs/picture', number=0)
    assert job['state'] == 'done', job
    sides = _asked(client, 'runs/data')['result']
    assert sides['test']['all'] == number
    return found


def test_a_classifier_of_drawn_pictures(classifier):
    _measured(classifier(vggnet, '--size', 32), 2)


def test_a_classifier_of_a_folder(classifier, tmp_path):
    rng = numpy.random.RandomState(0)
    for name, colour in (('dark', 40), ('light', 200)):
        folder = tmp_path / 'runs' / 'pictures' / name
        folder.mkdir(parents=True)
        for i in range(10):
            noise = rng.randint(0, 40, (90, 100, 3)) + colour
            Image.fromarray(noise.astype('u1')).save(str(folder / '{}.png'.format(i)))
    data = tmp_path / 'runs' / 'pictures'
    client = classifier(spp_net, '--sizes', 84, '--data', data, '--lr', 1e-3)
    found = _measured(client, 4)
    assert [line['class'] for line in found['classes']] == ['dark', 'light']
    # A link that leads elsewhere is not followed.
    (picture,) = [p for p in (data / 'dark').iterdir() if p.name == '0.png']
    picture.rename(tmp_path / 'elsewhere.png')
    picture.symlink_to(tmp_path / 'elsewhere.png')
    job = _asked(client, 'runs/data')
    assert job['state'] == 'failed' and 'leads out' in job['error']


def test_what_has_no_test_pictures_is_told(compute, runs):
    facts = {'model': 'lstm', 'options': {}}
    (runs / 'wave').mkdir(exist_ok=True)
    (runs / 'wave' / 'args.json').write_text(json.dumps(facts))
    job = compute('runs/measure', run='runs/wave')
    assert job['state'] == 'failed' and 'no test pictures' in job['error']
