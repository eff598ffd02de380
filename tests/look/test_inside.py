"""What the page is told of a network: the numbers are those of the network."""

import io
import pickle
import shutil
import threading
import time

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest
from PIL import Image

from data.pictures import boxed
from data.pictures.picture import load_picture, to_input
from look.inside import maps, pictures
from look.inside import networks as opener
from look.inside.recording import Recording
from predict.parts import networks
from tests.look.conftest import make_client, write_yolo

FCN = 'runs/fcn32s'


@pytest.fixture
def opened(client, compute):
    """What the page is told of FCN-32s and the first picture, and that picture's file."""
    choices = client.get('/api/inside').json
    picture = choices['pictures'][0]
    job = compute('inside/open', network=FCN, picture=picture)
    assert job['state'] == 'done', job
    return job['result'], picture


def array(answer, dtype):
    shape = [int(side) for side in answer.headers['X-Shape'].split(',')]
    return numpy.frombuffer(answer.data, dtype).reshape(shape)


def expected(trained, picture):
    """The class scores and the maps of conv2_1, without anything of look's."""
    model = networks.load(str(trained / 'fcn32s'), chainer.get_device('@numpy'))
    path = trained / 'data' / 'JPEGImages' / picture
    x = to_input(load_picture(str(path)))[None]
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        scores = model.score(x, x.shape[2:]).array[0]
        h = F.relu(model.conv1_2(F.relu(model.conv1_1(x))))
        conv = model.conv2_1(F.max_pooling_2d(h, 2, stride=2)).array[0]
    return scores, conv


def find(told, link):
    return next(s for s in told['steps'] if s['link'] == link)


def test_what_can_be_chosen(client):
    found = client.get('/api/inside').json
    kinds = {n['network']: n['kind'] for n in found['networks']}
    assert kinds == {
        FCN: 'pictures', 'runs/segnet': 'pictures', 'runs/lstm': 'wave', 'runs/words': 'words',
        'runs/yolo': 'pictures',
    }  # fmt: skip
    assert len(found['pictures']) == 5


def test_layers_shapes_and_parameters(opened):
    told, _ = opened
    assert told['network'] == 'MyFcn32sWithAnySize'
    assert told['output'][1] == len(told['classes']) == 21
    conv = find(told, 'conv2_1')
    assert conv['parameters'] == [['W', [4, 2, 3, 3]], ['b', [4]]]
    assert told['steps'][conv['inputs'][0][1]]['kind'].startswith('MaxPooling')
    links = [s['link'] for s in told['steps'] if s['parameters']]
    assert len(links) == len(set(links)) == 14
    assert abs(sum(share for _, _, share in told['legend']) - 1) < 1e-9


def test_every_map_is_the_networks(client, opened, trained):
    told, picture = opened
    scores, conv = expected(trained, picture)
    number = find(told, 'conv2_1')['number']
    base = '/api/inside/' + told['id']
    figures = client.get('{}/step/{}'.format(base, number)).json
    assert figures['shape'] == list(conv.shape)
    numpy.testing.assert_allclose(figures['activity'], abs(conv).mean(axis=(1, 2)), rtol=1e-4)
    for c in range(len(conv)):
        shown = array(client.get('{}/map/{}/{}'.format(base, number, c)), '<f4')
        numpy.testing.assert_allclose(shown, conv[c], rtol=1e-4, atol=1e-4)
    every = {'map': list(range(len(conv)))}
    small = array(client.get('{}/thumbnails/{}'.format(base, number), query_string=every), 'u1')
    assert len(small) == len(conv) and small.min() == 0 and small.max() == 255


def test_the_scores_at_a_point(client, opened, trained):
    told, picture = opened
    scores, _ = expected(trained, picture)
    h, w = scores.shape[1:]
    found = client.get('/api/inside/{}/scores'.format(told['id']), query_string={'y': 0.99, 'x': 0})
    at = scores[:, int(0.99 * h), 0]
    assert [s['class'] for s in found.json][0] == at.argmax()
    for s in found.json:
        assert abs(s['score'] - at[s['class']]) < 1e-3
        assert s['name'] == told['classes'][s['class']]
    assert abs(sum(s['share'] for s in found.json) - 1) < 1e-6


def test_which_maps_speak_for_a_class(client, compute, opened, trained):
    told, picture = opened
    scores, _ = expected(trained, picture)
    score = find(told, 'score_pool5')
    given = {'class': 3, 'y': 0.5, 'x': 0.5}
    base = 'inside/{}/speaking/{}'.format(told['id'], score['inputs'][0][1])
    job = compute(base, **given)
    model = networks.load(str(trained / 'fcn32s'), chainer.get_device('@numpy'))
    at = scores[3, scores.shape[1] // 2, scores.shape[2] // 2]
    # The enlargement's weights add up to one in the middle, and so does the bias.
    assert abs(sum(job['result']) + model.score_pool5.b.array[3] - at) < 1e-3
    assert compute(base, **{'class': 21})['state'] == 'failed'


def test_the_prediction_is_that_of_predict(client, opened, trained):
    told, picture = opened
    scores, _ = expected(trained, picture)
    answer = client.get('/api/inside/{}/png/prediction'.format(told['id']))
    image = Image.open(io.BytesIO(answer.data))
    numpy.testing.assert_array_equal(numpy.array(image), scores.argmax(axis=0))
    seen = client.get('/api/inside/{}/png/picture'.format(told['id']))
    assert Image.open(io.BytesIO(seen.data)).size == image.size


def test_a_first_layers_filters_are_pictures(client, opened, trained):
    told, _ = opened
    first = told['steps'][0]
    assert first['filters'] and not find(told, 'conv2_1')['filters']
    shown = array(client.get('/api/inside/{}/weights/0'.format(told['id'])), 'u1')
    model = networks.load(str(trained / 'fcn32s'), chainer.get_device('@numpy'))
    w = model.conv1_1.W.array[:, ::-1].transpose(0, 2, 3, 1)
    assert shown.shape == w.shape
    for k in range(len(w)):
        assert numpy.corrcoef(shown[k].ravel(), w[k].ravel())[0, 1] > 0.999
    answer = client.get('/api/inside/{}/weights/2'.format(told['id']))
    assert answer.status_code == 404


def test_segnets_indices(client, compute, opened):
    job = compute('inside/open', network='runs/segnet', picture=opened[1])
    pooled = [s for s in job['result']['steps'] if s['places']]
    assert len(pooled) >= 4
    path = '/api/inside/{}/map/{}/0'.format(job['result']['id'], pooled[0]['number'])
    places = array(client.get(path, query_string={'out': -1}), '<f4')
    assert set(numpy.unique(places)) <= {0, 1, 2, 3}


def test_cells_of_a_yolo(tmp_path):
    """How sure the surest box of each cell is of each class, and of nothing."""
    model, facts = write_yolo(tmp_path)
    assert opener.kind({'model_final.npz', 'args.json'}, facts) == opener.PICTURES
    network = opener.load(str(tmp_path), facts)
    picture = numpy.random.randint(0, 256, (60, 90, 3)).astype('u1')
    kept = Recording(network, picture, lambda share: None)
    assert kept.output.shape == (1, 4, 7, 7) and kept.told()['classes'] == [
        'nothing',
        'a',
        'b',
        'c',
    ]
    x, _ = boxed.resized(to_input(picture), numpy.zeros((0, 4), 'f'), 112)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        cells = model.cells(x[None]).array[0]
    expected = cells[..., [4, 9]].max(axis=-1, keepdims=True) * cells[..., 10:]
    numpy.testing.assert_allclose(
        kept.output[0, 1:], expected.transpose(2, 0, 1), rtol=1e-4, atol=1e-6
    )
    assert (kept.output[0, 0] == numpy.float32(0.2)).all()
    found = model.predict(x[None], opener.LEAST_SCORE)[0]
    told = kept.told()['boxes']
    assert told['shown'] == 0.2 and len(told['objects']) == len(found[0]) > 0
    for o, box, label, score in zip(told['objects'], *found):
        assert (o['class'], o['name']) == (label + 1, 'abc'[label])
        numpy.testing.assert_allclose([o['score']] + o['box'], [score, *box], rtol=1e-4, atol=1e-6)
    assert len(kept.speaking(0, 0, 1, 0.5, 0.5, lambda share: None)) == model.width


def test_the_gates_along_the_wave(compute):
    job = compute('inside/wave', network='runs/lstm')
    units = job['result']['units']
    for gate in 'ifo':
        assert (numpy.array(units[gate]) > 0).all() and (numpy.array(units[gate]) < 1).all()
    a, i, f, o, c, h = [numpy.array(units[name]) for name in 'aifoch']
    numpy.testing.assert_allclose(c[:, 0], (a * i)[:, 0], atol=1e-6)
    numpy.testing.assert_allclose(c[:, 1:], (a * i)[:, 1:] + f[:, 1:] * c[:, :-1], atol=1e-5)
    numpy.testing.assert_allclose(h, o * numpy.tanh(c), atol=1e-5)
    assert len(job['result']['predicted']) == c.shape[1] == 150


def test_neighbours_as_they_are_typed(client):
    def typed(text):
        given = {'network': 'runs/words', 'typed': text}
        return client.get('/api/inside/words', query_string=given).json

    found = typed('pari')
    assert 'paris' in found['completions'] and found['nearest'] == []
    near = typed('paris')['nearest']
    assert len(near) == 12 and near[0][1] >= near[-1][1] and 'paris' not in dict(near)
    three = typed('france paris japan')['nearest']
    assert not {'france', 'paris', 'japan'} & set(dict(three))
    assert typed('')['nearest'] == [] and len(typed('')['completions']) == 12


def drop(client, content, name='a.png'):
    return client.post(
        '/api/inside/drop', query_string={'name': name}, data=content, headers={'X-Look': '1'}
    )


def png(width, height, **more):
    file = io.BytesIO()
    Image.new('RGB', (width, height), 'red').save(file, 'PNG', **more)
    return file.getvalue()


def test_a_dropped_picture(client, compute):
    answer = drop(client, png(50, 40), '../../etc/a.png')
    name = answer.json['picture']
    assert name == 'dropped/1 a.png' and name in client.get('/api/inside').json['pictures']
    job = compute('inside/open', network=FCN, picture=name)
    assert job['result']['picture'] == [40, 50]


def test_a_large_one_is_shrunk(client, compute):
    name = drop(client, png(3000, 1000)).json['picture']
    job = compute('inside/open', network=FCN, picture=name)
    assert job['result']['picture'] == [171, 512]


@pytest.mark.parametrize(
    'content', [b'', b'GIF89a', b'\x89PNG\r\n\x1a\n', b'<svg/>', png(50, 40)[:80], bytes(1000),
                pickle.dumps([1])],
    ids=['nothing', 'gif', 'png', 'svg', 'half', 'zeros', 'pickle'],
)  # fmt: skip
def test_what_is_no_picture_is_told_and_the_server_goes_on(client, content):
    answer = drop(client, content, 'a.png')
    assert answer.status_code == 400 and 'a.png' in answer.json['error']
    assert '\n' not in answer.json['error'] and ' object at ' not in answer.json['error']
    assert drop(client, png(50, 40)).status_code == 200


def test_uploads_are_limited_in_bytes(client, monkeypatch):
    answer = drop(client, b'x' * (pictures.UPLOAD_BYTES + 1))
    assert answer.status_code == 413 and '20 MB' in answer.json['error']


def test_and_in_pixels_before_they_are_decoded(client, monkeypatch):
    bomb = png(10000, 8000, compress_level=9)
    assert len(bomb) < pictures.UPLOAD_BYTES / 10
    read = []
    monkeypatch.setattr(Image.Image, 'load', lambda self: read.append(self))
    answer = drop(client, bomb)
    assert answer.status_code == 400 and '10000 x 8000' in answer.json['error']
    assert not read


def saved(image, kind):
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'WEBP', 'BMP', 'GIF'])
def test_photographs_of_any_kind(client, kind):
    assert drop(client, saved(Image.new('RGB', (9, 8)), kind), 'a.bin').status_code == 200


@pytest.mark.parametrize('kind', ['EPS', 'ICO', 'TIFF', 'PPM', 'ICNS', 'PCX'])
def test_no_other_reader_is_asked(client, kind, monkeypatch):
    """Of an EPS it is Ghostscript; an icon's head says nothing of the size of what lies in it."""
    content = saved(Image.new('RGB', (64, 64)), kind)

    def ask(self):
        raise AssertionError('decoded')

    monkeypatch.setattr(Image.open(io.BytesIO(content)).__class__, 'load', ask)
    answer = drop(client, content)
    assert answer.status_code == 400 and 'none of JPEG, PNG' in answer.json['error']


def test_more_pixels_than_pillow_itself_takes(client):
    answer = drop(client, png(20000, 10000, compress_level=9))
    assert answer.status_code == 400 and 'far more than 50 million pixels' in answer.json['error']


def test_grey_of_sixteen_bits(client):
    values = numpy.array([[0, 257, 32896], [65535, 128, 129]], '<u2')
    answer = drop(client, saved(Image.fromarray(values), 'PNG'))
    name = answer.json['picture']
    assert name in client.get('/api/inside').json['pictures']
    shown = load_picture(io.BytesIO(saved(Image.fromarray(values), 'PNG')), deep=True)
    assert shown[..., 0].tolist() == [[0, 1, 128], [255, 0, 1]]
    assert (shown == shown[..., :1]).all()


def test_uploads_are_decoded_one_at_a_time(client, monkeypatch):
    """Six of 49 million pixels at once took 4.6 GB."""
    at_once, most = [], []
    actual = pictures.load_picture

    def slow(*args, **more):
        at_once.append(1)
        most.append(len(at_once))
        time.sleep(0.05)
        at_once.pop()
        return actual(*args, **more)

    monkeypatch.setattr(pictures, 'load_picture', slow)
    app, content, found = client.application, png(8, 8), []
    threads = [
        threading.Thread(target=lambda: found.append(drop(app.test_client(), content).status_code))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (found, max(most)) == ([200] * 4, 1)


def test_few_dropped_ones_are_kept(client):
    names = [drop(client, png(8, 8)).json['picture'] for _ in range(10)]
    shown = client.get('/api/inside').json['pictures']
    assert names[0] not in shown and names[-1] in shown


def test_what_was_opened_long_ago_made_room(client, compute, opened):
    told, picture = opened
    for _ in range(4):
        compute('inside/open', network=FCN, picture=picture)
    answer = client.get('/api/inside/{}/step/0'.format(told['id']))
    assert answer.status_code == 404 and 'open it again' in answer.json['error']


def test_no_pickle_is_ever_read(trained, tmp_path, monkeypatch):
    """Neither as weights nor within an .npz file, whose loading would run it."""
    root = tmp_path / 'runs'
    shutil.copytree(str(trained), str(root))

    class Attack:
        def __reduce__(self):
            return open, (str(tmp_path / 'ran'), 'w')

    evil = numpy.array([Attack()], dtype=object)
    numpy.savez(str(root / 'fcn32s' / 'model_best.npz'), evil=evil)
    (root / 'segnet' / 'model_best.npz').write_bytes(pickle.dumps(Attack()))
    client = make_client(root)
    picture = client.get('/api/inside').json['pictures'][0]
    for network in (FCN, 'runs/segnet'):
        sent = client.post(
            '/api/inside/open', query_string={'network': network, 'picture': picture},
            headers={'X-Look': '1'},
        )  # fmt: skip
        job = client.get('/api/jobs/' + sent.json['id']).json
        while job['state'] in ('waiting', 'running'):
            job = client.get('/api/jobs/' + sent.json['id']).json
        assert job['state'] == 'failed', job
    assert not (tmp_path / 'ran').exists()


@pytest.mark.parametrize(
    'shape, expected',
    [((1, 5, 4, 3), (5, 4, 3)), ((2, 5, 4, 3), (10, 4, 3)), ((1, 7), (7, 1, 1)), ((7,), (7, 1, 1)),
     ((), (1, 1, 1)), ((1, 5, 9), (5, 1, 9)), ((1, 0, 4, 4), (0, 4, 4))],
)  # fmt: skip
def test_arrays_of_any_shape_are_maps(shape, expected):
    found = maps.of(numpy.ones(shape, 'f'))
    assert found.shape == expected
    assert len(maps.figures(found)['activity']) == expected[0]
    if expected[0]:
        assert maps.thumbnails(found).shape[0] == expected[0]


def test_large_maps_become_small_ones_that_show_the_same():
    found = numpy.zeros((2, 300, 200), 'f')
    found[1, 150:, :] = 5
    small = maps.thumbnails(found)
    assert small.shape == (2, 60, 40)
    assert small[0].max() == 0 and small[1, :30].max() == 0 and small[1, 30:].min() == 255


def test_nan_is_no_end(client):
    found = numpy.array([[[numpy.nan, 1], [numpy.inf, 2]]], 'f')
    assert maps.figures(found) == {
        'least': [1], 'most': [2], 'activity': [1.5], 'zero': [0], 'broken': [0.5],
    }  # fmt: skip
    assert maps.thumbnails(found).tolist() == [[[0, 0], [0, 255]]]
    nothing = maps.figures(found[:, :, :1])
    assert all(numpy.isfinite(v) for values in nothing.values() for v in values)


def test_any_chain_of_ones_own_in_one_line(tiny, monkeypatch):
    """look.serve: what it gives to the server answers as the networks here do."""
    import look
    from look import serving
    from look.app import create
    from look.guard import Guard

    class Mine(chainer.Chain):
        def __init__(self):
            super().__init__()
            with self.init_scope():
                self.conv = L.Convolution2D(1, 6, 5, stride=2)
                self.out = L.Convolution2D(6, 3, 1)

        def forward(self, x):
            return self.out(F.leaky_relu(self.conv(x)))

    made = []
    monkeypatch.setattr(serving, 'serve', lambda *given: made.append(given))
    look.serve(Mine(), tiny, lambda picture: picture.mean(axis=2, dtype='f')[None], ['a', 'b', 'c'])
    places, host, _, given = made[0]
    client = create(places, Guard(host), given).test_client()
    found = client.get('/api/inside').json
    assert [n['network'] for n in found['networks']] == [''] and len(found['pictures']) == 5
    sent = client.post(
        '/api/inside/open', query_string={'network': '', 'picture': found['pictures'][0]},
        headers={'X-Look': '1'},
    )  # fmt: skip
    job = {'state': 'waiting'}
    while job['state'] in ('waiting', 'running'):
        job = client.get('/api/jobs/' + sent.json['id']).json
    told = job['result']
    assert [s['kind'] for s in told['steps']] == [
        'Convolution2DFunction', 'LeakyReLU', 'Convolution2DFunction',
    ]  # fmt: skip
    assert told['steps'][0]['filters'] and told['classes'] == ['a', 'b', 'c']
    assert {name for _, name, _ in told['legend']} <= {'a', 'b', 'c'}
