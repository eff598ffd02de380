"""The page and what it asks for, as a Flask application."""

import os

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from cli.errors import UserError
from look import as_json, languages
from look.inside.api import inside
from look.inside.pictures import UPLOAD_BYTES, Pictures
from look.places import Outside
from look.training.api import runs
from look.work import Work

_HERE = os.path.dirname(os.path.abspath(__file__))


def create(places, guard, given=None):
    """The application.

    Args:
        places (~look.places.Places): What may be read.
        guard (~look.guard.Guard): Who is answered.
        given (~look.inside.networks.Given): A network to look into besides those of runs.
    """
    app = Flask('look', root_path=_HERE, static_folder='static', template_folder='static')
    app.json = as_json.Provider(app)
    app.config['MAX_CONTENT_LENGTH'] = UPLOAD_BYTES
    guard.protect(app)
    work = Work()
    pictures = Pictures(places)
    found, listing = runs(places, work)
    app.register_blueprint(found)
    app.register_blueprint(inside(places, listing, work, pictures, given))

    @app.get('/')
    def page():
        return render_template('index.html', language=languages.chosen())

    @app.get('/favicon.ico')
    def icon():
        return app.send_static_file('icon.svg')

    @app.get('/api/jobs/<id_>')
    def state(id_):
        job = _job(work, id_)
        return jsonify(id=job.id, state=job.state, share=job.share, before=work.before(job),
                       result=job.result, error=job.error)  # fmt: skip

    @app.delete('/api/jobs/<id_>')
    def cancel(id_):
        work.cancel(_job(work, id_))
        return jsonify(id=id_)

    @app.errorhandler(Exception)
    def failed(error):
        return _told(error)

    return app


def _job(work, id_):
    job = work.find(id_)
    if job is None:
        raise Outside('work {}'.format(id_))
    return job


def _told(error):
    """One line for the page, whatever went wrong; the server goes on.

    To a person who comes without the token it is a page itself.
    """
    if isinstance(error, Outside):
        status, words = 404, 'not here: {}'.format(error)
    elif isinstance(error, UserError):
        status, words = 400, str(error)
    elif isinstance(error, HTTPException):
        status, words = error.code, error.description
        if status == 401 and request.path == '/':
            return Response(languages.locked(), status, mimetype='text/html')
        if status == 413:
            words = 'more than {} MB: shrink the picture first'.format(UPLOAD_BYTES // 2**20)
    elif isinstance(error, (OSError, ValueError, MemoryError)):
        status, words = 400, '{}: {}'.format(type(error).__name__, error)
    else:
        status, words = 500, '{}: {}'.format(type(error).__name__, error)
    response = jsonify(error=' '.join(str(words).split())[:500])
    response.status_code = status
    return response
