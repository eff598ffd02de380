"""Networks of one's own, whatever they give: many maps, and numbers that are none."""

import json
import time

import chainer
import chainer.links as L
import numpy
import pytest

from look.inside import maps

POINT = {'class': 0, 'y': 0.5, 'x': 0.5}


@pytest.fixture
def opened(tiny):
    """Open a model and the first picture; gives what asks for more of it."""
    from look.app import create
    from look.guard import Guard
    from look.inside.networks import Given
    from look.places import Places

    def open_(model):
        given = Given(model, lambda picture: picture.transpose(2, 0, 1) / numpy.float32(255))
        client = create(Places([], [tiny]), Guard('127.0.0.1'), given).test_client()

        def compute(path, **asked):
            sent = client.post('/api/inside/' + path, query_string=asked, headers={'X-Look': '1'})
            job = {'state': 'waiting'}
            while job['state'] in ('waiting', 'running'):
                time.sleep(0.02)
                job = client.get('/api/jobs/' + sent.json['id']).json
            assert job['state'] == 'done', job
            return job['result']

        picture = client.get('/api/inside').json['pictures'][0]
        id_ = compute('open', network='', picture=picture)['id']

        def ask(path, **asked):
            return client.get('/api/inside/{}/{}'.format(id_, path), query_string=asked)

        ask.speaking = lambda number: compute('{}/speaking/{}'.format(id_, number), **POINT)
        return ask

    return open_


def strict(answer):
    """What is answered, as a browser reads it: NaN is no JSON."""

    def no(name):
        raise AssertionError(name)

    return json.loads(answer.data, parse_constant=no)


def test_the_most_active_of_thousands_of_maps(opened):
    model = chainer.Sequential(L.Convolution2D(3, 2000, 1), L.Convolution2D(2000, 2, 1))
    model[0].b.array[1500] = 1000
    ask = opened(model)
    activity = strict(ask('step/0'))['activity']
    assert len(activity) == 2000 and numpy.argmax(activity) == 1500
    chosen = [1500, 3, 1999]
    found = ask('thumbnails/0', map=chosen)
    height, width = map(int, found.headers['X-Shape'].split(',')[1:])
    single = [ask('thumbnails/0', map=i).data for i in chosen]
    assert found.data == b''.join(single) and len(single[0]) == height * width
    assert ask('thumbnails/0', map=2000).status_code == 404
    assert ask('thumbnails/0', map=[0] * (maps.MOST + 1)).status_code == 400


@pytest.mark.parametrize('broken', [numpy.nan, numpy.inf, -numpy.inf])
def test_numbers_that_are_none(opened, broken):
    model = chainer.Sequential(L.Convolution2D(3, 4, 1), L.Convolution2D(4, 2, 1))
    model[1].b.array[1] = broken
    model[0].W.array[2] = broken
    model[1].W.array[:, 2] = 0
    ask = opened(model)
    figures = strict(ask('step/0'))
    assert figures['broken'] == [0, 0, 1, 0] and figures['activity'][2] == 0
    assert {s['score'] for s in strict(ask('scores'))} == {None}
    spoken = ask.speaking(0)
    assert spoken[2] is None and None not in spoken[:2]
    assert ask('thumbnails/0', map=list(range(4))).status_code == 200


def test_a_point_is_two_numbers(opened):
    ask = opened(chainer.Sequential(L.Convolution2D(3, 2, 1)))
    for given in ({'x': 'nan', 'y': 0.5}, {'x': 0.5, 'y': 'inf'}):
        answer = ask('scores', **given)
        assert answer.status_code == 400 and 'from 0 to 1' in answer.json['error']
