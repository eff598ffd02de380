"""What the page asks for of networks."""

import math
import os

import numpy
from flask import Blueprint, Response, jsonify, request

from cli import run_folder
from cli.errors import UserError
from look import plain
from look.inside import maps, networks, wave
from look.inside.neighbours import Vectors
from look.inside.recording import Recording, Recordings
from look.places import Outside

# Name of the network that look.serve was given.
GIVEN = ''


def inside(places, listing, work, pictures, given=None):
    """Blueprint of ``/api/inside``.

    Args:
        places, listing, work, pictures: What is read, the runs in it, the queue, and pictures.
        given (~look.inside.networks.Given): Network of the name :data:`GIVEN`, if any.
    """
    recordings, vectors = Recordings(), Vectors()
    loaded = _Last()
    found = Blueprint('inside', __name__, url_prefix='/api/inside')

    def network(name):
        if given is not None and name == GIVEN:
            return given
        folder = places.run(name)
        return loaded.get(folder)

    @found.get('')
    def choices():
        own = [{'network': GIVEN, 'kind': networks.PICTURES}] if given is not None else []
        runs = [r for r in listing.since(0)['runs'] if r['inside']]
        return jsonify(
            networks=own + [{'network': r['run'], 'kind': r['inside']} for r in runs],
            pictures=pictures.names(),
        )

    @found.post('/drop')
    def drop():
        """A picture in the body, whatever its type says; its name in ``name``."""
        name = os.path.basename(request.args.get('name', 'picture'))[:80]
        return jsonify(picture=pictures.drop(request.get_data(cache=False), name))

    @found.post('/open')
    def open_():
        name, picture = request.args.get('network', ''), request.args.get('picture', '')
        if name != GIVEN or given is None:
            places.run(name)

        def record(job):
            opened = network(name)
            recording = Recording(opened, pictures.load(picture, opened.scale), job.go_on)
            return dict(recording.told(), id=recordings.keep(recording))

        return jsonify(id=work.add(record).id)

    @found.post('/wave')
    def waves():
        folder = places.run(request.args.get('network', ''))
        return jsonify(id=work.add(lambda job: wave.along(folder, job.go_on)).id)

    @found.get('/words')
    def words():
        path = places.file(request.args.get('network', ''), networks.VECTORS)
        return jsonify(vectors.asked(os.path.dirname(path), request.args.get('typed', '')[:200]))

    @found.get('/<id_>/step/<int:number>')
    def step(id_, number):
        """Shape and figures of all maps of a step."""
        kept = recordings.find(id_).maps(number, request.args.get('out', 0, int))
        return jsonify(shape=kept.shape, **maps.figures(kept))

    @found.get('/<id_>/thumbnails/<int:number>')
    def thumbnails(id_, number):
        """Of the maps that are named by ``map``, in that order."""
        kept = recordings.find(id_).maps(number, request.args.get('out', 0, int))
        chosen = request.args.getlist('map', int)
        if len(chosen) > maps.MOST:
            raise UserError('at most {} thumbnails at a time'.format(maps.MOST))
        for channel in chosen:
            _check(channel, kept)
        return _array(maps.thumbnails(kept[chosen]))

    @found.get('/<id_>/map/<int:number>/<int:channel>')
    def map_(id_, number, channel):
        kept = recordings.find(id_).maps(number, request.args.get('out', 0, int))
        _check(channel, kept)
        return _array(kept[channel].astype('<f4'))

    @found.get('/<id_>/weights/<int:number>')
    def weights(id_, number):
        found = recordings.find(id_).weights(number)
        if found is None:
            raise Outside('pictures of these weights')
        return _array(found)

    @found.get('/<id_>/scores')
    def scores(id_):
        return jsonify(recordings.find(id_).scores(*_place()))

    @found.post('/<id_>/speaking/<int:number>')
    def speaking(id_, number):
        recording = recordings.find(id_)
        out, class_ = request.args.get('out', 0, int), request.args.get('class', 0, int)
        y, x = _place()

        def ask(job):
            return recording.speaking(number, out, class_, y, x, job.go_on)

        return jsonify(id=work.add(ask).id)

    @found.get('/<id_>/png/<what>')
    def png(id_, what):
        content = recordings.find(id_).png(what)
        if content is None:
            raise Outside('a prediction for each pixel')
        return Response(content, mimetype='image/png')

    return found


class _Last:
    """The network that was loaded last: a person looks through it at one picture after another."""

    def __init__(self):
        self._kept = None, None

    def get(self, folder):
        # A run in training writes new weights.
        known = folder, plain.newest(folder)
        if self._kept[0] != known:
            self._kept = known, networks.load(folder, run_folder.read(folder))
        return self._kept[1]


def _place():
    """``y`` and ``x`` of the request, 0 to 1 of height and width."""
    place = [request.args.get(name, 0.5, float) for name in ('y', 'x')]
    if not all(map(math.isfinite, place)):
        raise UserError('y and x: numbers from 0 to 1 belong here')
    return place


def _check(channel, kept):
    if not 0 <= channel < len(kept):
        raise Outside(str(channel))


def _array(array):
    """Bytes of an array, row by row; its shape in a header."""
    response = Response(
        numpy.ascontiguousarray(array).tobytes(), mimetype='application/octet-stream'
    )
    response.headers['X-Shape'] = ','.join(map(str, array.shape))
    return response
