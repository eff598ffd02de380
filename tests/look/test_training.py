"""Runs as the page is told of them."""

import io
import json
import os
import shutil
import time

import numpy
import pytest
from PIL import Image

from look.training import analysis, differences, listing
from look.training.examples import Examples
from predict import evaluate
from tests.look.conftest import entry, make_client, write_log, write_run

FCN = 'runs/fcn32s'


@pytest.fixture
def growing(tmp_path, monkeypatch):
    """A folder of two runs that change, and the page over it."""
    monkeypatch.setattr(listing, '_EVERY_S', 0)
    root = tmp_path / 'runs'
    write_run(root, 'a', [entry(1)])
    write_run(root, 'b', [entry(1)], options={'epoch': 9, 'seed': 1, 'lr': 0.1})
    return root, make_client(root, pictures=False)


def names(answer):
    return sorted(r['run'] for r in answer['runs'])


def test_only_what_is_new_is_told(growing):
    root, client = growing
    first = client.get('/api/runs').json
    assert names(first) == ['runs/a', 'runs/b']
    told = first['runs'][0]
    assert (told['model'], told['epochs'], told['last']['epoch']) == ('fcn32s', 9, 1)

    def since():
        nonlocal first
        first = client.get('/api/runs', query_string={'since': first['version']}).json
        return first

    assert (since()['runs'], first['gone']) == ([], [])
    write_log(root / 'a', [entry(1), entry(2)])
    assert names(since()) == ['runs/a'] and first['runs'][0]['last']['epoch'] == 2
    write_run(root, 'c', [entry(1)])
    assert names(since()) == ['runs/c']
    os.rename(str(root / 'b'), str(root.parent / 'elsewhere'))
    assert (since()['gone'], names(first)) == (['runs/b'], [])
    assert since()['gone'] == []


@pytest.mark.parametrize(
    'model, kind',
    [
        ('unet', 'pixels'), ('yolo_squeezenet', 'boxes'), ('vggnet', 'classes'), ('lstm', None),
        ([1], None),
    ],
)  # fmt: skip
def test_what_can_be_measured(model, kind, growing):
    root, client = growing
    write_run(root, 'c', [entry(1)], model=model)
    told = {run['run']: run for run in client.get('/api/runs').json['runs']}
    assert told['runs/c']['measured'] == kind and told['runs/a']['measured'] == 'pixels'


def test_curves_grow(growing):
    root, client = growing
    given = {'run': ['runs/a', 'runs/b'], 'key': ['main/loss', 'nothing']}
    first = client.get('/api/runs/curves', query_string=given).json
    assert [r['run'] for r in first] == ['runs/a', 'runs/b']
    assert first[0]['curves'] == {'main/loss': {'x': [1], 'y': [1]}}
    write_log(root / 'a', [entry(1), entry(2), entry(4)])
    second = client.get('/api/runs/curves', query_string=dict(given, x='iteration')).json
    assert second[0]['curves'] == {'main/loss': {'x': [10, 20, 40], 'y': [1, 0.5, 0.25]}}
    assert 'validation/main/accuracy' in second[0]['names']


def test_too_many_over_each_other_are_refused(growing):
    answer = growing[1].get('/api/runs/curves', query_string={'run': ['runs/a'] * 33})
    assert answer.status_code == 400 and 'at most 32' in answer.json['error']


@pytest.mark.parametrize('content', [b'', b'{', b'[]', b'\xff\xfe', b'{"options": 3, "model": 4}'])
def test_a_broken_run_does_no_harm_to_the_others(growing, content):
    root, client = growing
    (root / 'a' / 'args.json').write_bytes(content)
    (root / 'a' / 'log').write_bytes(content)
    assert names(client.get('/api/runs').json) == ['runs/a', 'runs/b']
    for path in ('curves', 'differences', 'examples', 'measures'):
        answer = client.get('/api/runs/' + path, query_string={'run': 'runs/a'})
        assert answer.status_code == 200, path
    for path in ('runs/measure', 'runs/data', 'inside/wave'):
        given = {'run': 'runs/a', 'network': 'runs/a'}
        sent = client.post('/api/' + path, query_string=given, headers={'X-Look': '1'})
        assert sent.status_code == 200


def test_a_measure_file_that_is_broken(growing):
    root, client = growing
    of_one = b'{"classes": [{"class": "a"}], "confusion": '
    for content in (
        b'[1]', b'{"classes": 3}', b'{', b'{"mean IU": 0.5, "cla', b'{"confusion": [[1]]}',
        b'{"classes": [{"pixels": 1}], "confusion": [[1]]}', of_one + b'[[1, 2], [3, 4]]}',
        of_one + b'"x"}', of_one + b'[[1], [2, 3]]}', of_one + b'[[1]], "accuracies": [[1]]}',
    ):  # fmt: skip
        (root / 'a' / 'evaluation.json').write_bytes(content)
        answer = client.get('/api/runs/measures', query_string={'run': 'runs/a'})
        assert answer.status_code == 400 and 'evaluation.json' in answer.json['error'], content


def test_numbers_that_are_none_are_null(growing):
    root, client = growing
    (root / 'a' / 'evaluation.json').write_text(
        '{"pixel accuracy": NaN, "classes": [{"class": "a", "accuracy": -Infinity, "IU": 0.5}]}'
    )
    answer = client.get('/api/runs/measures', query_string={'run': 'runs/a'})
    found = json.loads(answer.text, parse_constant=lambda name: pytest.fail(name))
    assert found == {
        'pixel accuracy': None, 'classes': [{'class': 'a', 'accuracy': None, 'IU': 0.5}],
    }  # fmt: skip


def test_a_restart_is_told(growing):
    root, client = growing
    servers = [client.get('/api/runs').json['server'] for _ in range(2)]
    assert servers[0] == servers[1] and len(servers[0]) >= 16
    assert make_client(root, pictures=False).get('/api/runs').json['server'] != servers[0]


def test_options_that_differ():
    one = {'model': 'a', 'lr': 0.1, 'options': {'seed': 0, 'lr': None, 'out': 'x', 'width': 8}}
    other = {'model': 'a', 'lr': 0.1, 'options': {'seed': 1, 'lr': 0.2, 'out': 'y'}}
    assert differences.differing([one, other]) == [
        ('lr', ['0.1', '0.2']), ('seed', ['0', '1']), ('width', ['8', '']),
    ]  # fmt: skip
    assert differences.differing([one, one]) == [] == differences.differing([])
    assert differences.differing([one, {}])[0] == ('lr', ['0.1', ''])


def test_what_the_posts_report(client):
    assert client.get('/api/runs/posts').json['fcn32s']['test accuracy'] == 0.92


def test_the_measures_are_those_of_predict_evaluate(client, compute, trained, script):
    assert client.get('/api/runs/measures', query_string={'run': FCN}).json == {}
    job = compute('runs/measure', run=FCN)
    assert job['state'] == 'done', job
    assert not (trained / 'fcn32s' / 'evaluation.json').exists(), 'nothing is written'
    written = trained.parent / 'evaluation.json'
    status, _, err = script(evaluate.main, trained / 'fcn32s', '-o', written)
    assert status == 0, err
    expected = json.loads(written.read_text())
    found = job['result']
    for name in ('pixel accuracy', 'mean IU', 'classes', 'pixels'):
        assert found[name] == expected[name]
    matrix = numpy.array(expected['confusion'])
    assert matrix.sum() == found['pixels']
    wrong = sum(pixels for _, _, pixels, _ in found['confused'])
    assert wrong == found['pixels'] - numpy.trace(matrix)
    assert found['worst'] == [[0] + picture for picture in expected['accuracies']]


def test_what_was_measured_needs_no_second_time(client, trained, script):
    folder = trained / 'measured'
    shutil.copytree(str(trained / 'fcn32s'), str(folder))
    try:
        assert script(evaluate.main, folder)[0] == 0
        found = client.get('/api/runs/measures', query_string={'run': 'runs/measured'}).json
        assert len(found['worst']) == 1 and 'confused' in found and 'confusion' not in found
    finally:
        shutil.rmtree(str(folder))


def test_a_wrong_picture_beside_its_truth(client, compute):
    job = compute('runs/picture', run=FCN, number=0)
    answer = client.get('/api/runs/drawn/' + job['result'])
    image = Image.open(__import__('io').BytesIO(answer.data))
    assert image.size[0] > 3 * 30
    assert compute('runs/picture', run=FCN, number=99)['state'] == 'failed'
    assert client.get('/api/runs/drawn/99').status_code == 404


def test_training_and_test_data_side_by_side(compute):
    found = compute('runs/data', run=FCN)['result']
    assert (found['train']['all'], found['test']['all']) == (4, 1)
    for part in ('train', 'test'):
        assert len(found[part]['classes']) == len(found['names']) == 21
        assert abs(sum(found[part]['classes']) - 1) < 1e-6


def test_data_outside_of_the_folders_given_is_not_read(tiny, tmp_path):
    root = tmp_path / 'runs'
    write_run(root, 'a', [entry(1)], options={'data': tiny}, classes=['x'], n_class=1)
    client = make_client(root, pictures=False)
    for path in ('measure', 'data', 'picture'):
        given = {'run': 'runs/a', 'number': 0}
        sent = client.post('/api/runs/' + path, query_string=given, headers={'X-Look': '1'})
        job = {'state': 'waiting'}
        while job['state'] in ('waiting', 'running'):
            time.sleep(0.01)
            job = client.get('/api/jobs/' + sent.json['id']).json
        assert job['state'] == 'failed' and 'may not read' in job['error']
        assert 'python -m look runs ' + tiny in job['error']


def test_nor_by_a_link_in_the_data(trained, tmp_path):
    root = tmp_path / 'runs'
    shutil.copytree(str(trained), str(root))
    facts = json.loads((root / 'fcn32s' / 'args.json').read_text())
    facts['options']['data'] = str(root / 'data')
    (root / 'fcn32s' / 'args.json').write_text(json.dumps(facts))
    for picture in list((root / 'data' / 'JPEGImages').iterdir()):
        os.rename(str(picture), str(tmp_path / picture.name))
        picture.symlink_to(tmp_path / picture.name)
    client = make_client(root, pictures=False)
    for path in ('measure', 'data', 'picture'):
        given = {'run': FCN, 'number': 0}
        sent = client.post('/api/runs/' + path, query_string=given, headers={'X-Look': '1'})
        job = {'state': 'waiting'}
        while job['state'] in ('waiting', 'running'):
            time.sleep(0.01)
            job = client.get('/api/jobs/' + sent.json['id']).json
        assert job['state'] == 'failed' and 'leads out' in job['error'], job


def test_classes_taken_for_others():
    matrix = [[90, 10, 0], [5, 5, 0], [0, 2, 8]]
    assert analysis.confused(matrix, 'abc') == [
        ('a', 'b', 10, 0.1), ('b', 'a', 5, 0.5), ('c', 'b', 2, 0.2),
    ]  # fmt: skip


def test_pictures_that_count_nothing_are_not_the_worst():
    found = analysis.worst([('a', 0.9), ('b', None), ('c', 0.1)])
    assert found == [(2, 'c', 0.1), (0, 'a', 0.9)]


def test_example_pictures_epoch_by_epoch(tmp_path):
    folder = write_run(tmp_path, 'a', [entry(1)])
    run = listing.Run('a', str(folder))
    examples = Examples()
    assert examples.epochs(run) == []
    for epoch in (1, 2, 3):
        write_log(folder, [entry(i) for i in range(1, epoch + 1)])
        Image.new('RGB', (4, 4), (epoch, 0, 0)).save(str(folder / 'examples.png'))
        assert examples.epochs(run)[-1] == epoch
    assert examples.epochs(run) == [1, 2, 3]
    content, kind = examples.picture(run, '1')
    assert kind == 'image/png'
    first = Image.open(io.BytesIO(content))
    assert first.getpixel((0, 0)) == (1, 0, 0)


def test_example_pictures_of_before_the_page_was_opened(tmp_path):
    folder = write_run(tmp_path / 'runs', 'a', [entry(5)])
    for epoch in (1, 2, 4, 10):
        Image.new('RGB', (4, 4)).save(str(folder / 'examples_epoch_{}.jpg'.format(epoch)))
    Image.new('RGB', (4, 4), (5, 0, 0)).save(str(folder / 'examples.png'))
    (folder / 'examples_epoch_3.jpg').symlink_to(folder / 'examples_epoch_1.jpg')
    for name in ('examples_epoch_.jpg', 'examples_epoch_07.jpg', '.examples_epoch_8-ab.jpg'):
        (folder / name).write_bytes(b'none')
    client = make_client(tmp_path / 'runs', pictures=False)
    epochs = client.get('/api/runs/examples', query_string={'run': 'runs/a'}).json
    assert epochs == [1, 2, 4, 5, 10]

    def picture(epoch):
        given = {'run': 'runs/a', 'epoch': epoch}
        return client.get('/api/runs/example', query_string=given)

    assert (picture(5).mimetype, picture(4).mimetype) == ('image/png', 'image/jpeg')
    assert picture(4).data == (folder / 'examples_epoch_4.jpg').read_bytes()
    for none in (3, 7, '../a/examples_epoch_1', ''):
        assert picture(none).status_code == 404
