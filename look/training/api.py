"""What the page asks for of runs."""

import io
import json
import os
import secrets

from flask import Blueprint, Response, jsonify, request

from cli.errors import UserError
from look import plain
from look.places import RESULTS
from look.training import analysis, curve, differences
from look.training.examples import Examples
from look.training.listing import Listing
from report.parts.runs import evaluation

_MOST_RUNS = 32
_MOST_POINTS = 2000


def runs(places, work):
    """Blueprint of ``/api/runs``, and the :class:`~look.training.listing.Listing` behind it."""
    listing, examples = Listing(places), Examples()
    # A page that was open before a restart knows by it that its version is of another count.
    server = secrets.token_hex(8)
    found = Blueprint('runs', __name__, url_prefix='/api/runs')

    def chosen():
        names = request.args.getlist('run')
        if len(names) > _MOST_RUNS:
            raise UserError('at most {} runs over each other'.format(_MOST_RUNS))
        return [listing.find(name) for name in names]

    @found.get('')
    def all_runs():
        """What is new ``since`` a version, which means nothing to another ``server``."""
        found = listing.since(request.args.get('since', 0, int))
        for run in listing.grown():
            examples.epochs(run)
        return jsonify(server=server, **found)

    @found.get('/posts')
    def posts():
        with open(os.path.join(RESULTS, 'posts.json'), encoding='utf-8') as f:
            return jsonify(json.load(f))

    @found.get('/curves')
    def curves():
        """Of each run, its curves over ``x``: those of ``key``, and the names of all."""
        x = request.args.get('x', 'epoch')
        points = min(max(request.args.get('points', 600, int), 1), _MOST_POINTS)
        answer = []
        for run in chosen():
            count, columns = run.log.read()
            over = columns.get(x) or list(range(1, count + 1))
            drawn = {key: curve.thinned(over, columns[key], points)
                     for key in request.args.getlist('key') if key in columns}  # fmt: skip
            answer.append({
                'run': run.name, 'count': count, 'names': sorted(columns), 'curves': drawn,
            })  # fmt: skip
        return jsonify(answer)

    @found.get('/differences')
    def differing():
        return jsonify(differences.differing([run.facts for run in chosen()]))

    @found.get('/examples')
    def epochs():
        run = listing.find(request.args.get('run', ''))
        return jsonify(examples.epochs(run))

    @found.get('/example')
    def example():
        run = listing.find(request.args.get('run', ''))
        content, kind = examples.picture(run, request.args.get('epoch', ''))
        return Response(content, mimetype=kind)

    @found.get('/measures')
    def measures():
        """What predict.evaluate left; empty where it left nothing."""
        folder = places.run(request.args.get('run', ''))
        if not plain.is_file(os.path.join(folder, 'evaluation.json')):
            return jsonify({})
        return jsonify(analysis.told(evaluation(folder)))

    @found.post('/measure')
    def measure():
        folder = places.run(request.args.get('run', ''))
        return _lined_up(
            work, lambda job: analysis.told(analysis.measure(places, folder, job.go_on))
        )

    @found.post('/data')
    def data():
        folder = places.run(request.args.get('run', ''))
        return _lined_up(work, lambda job: analysis.data(places, folder, job.go_on))

    @found.post('/picture')
    def picture():
        """Draw a test picture beside its truth; the result is asked for by ``/drawn``."""
        folder = places.run(request.args.get('run', ''))
        number = request.args.get('number', -1, int)

        def draw(job):
            image = analysis.compared_with_truth(places, folder, number, job.go_on)
            return examples.keep_drawn(image)

        return _lined_up(work, draw)

    @found.get('/drawn/<id_>')
    def drawn(id_):
        image = examples.drawn(id_)
        file = io.BytesIO()
        image.save(file, 'PNG')
        return Response(file.getvalue(), mimetype='image/png')

    return found, listing


def _lined_up(work, call):
    return jsonify(id=work.add(call).id)
