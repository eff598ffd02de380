"""From the folders to a page that is served, until Ctrl-C."""

import errno
import logging
import socket

import waitress

from cli.errors import UserError
from look.app import create
from look.guard import Guard
from look.inside.pictures import UPLOAD_BYTES

# A body is taken whole before anybody asks for its token; what is a little too large gets an answer
# in words.
MOST_BYTES = UPLOAD_BYTES + 2**16


def serve(places, host, port, given=None):
    """Listen until Ctrl-C.

    Args:
        places (~look.places.Places): What may be read.
        host (str), port (int): Where to listen.
        given (~look.inside.networks.Given): A network to look into besides those of runs.

    Raises:
        UserError: The port is taken, or the address is none of this machine's.
        KeyboardInterrupt: Ctrl-C.
    """
    # It would tell at every third click that something waits for a moment.
    logging.getLogger('waitress').setLevel(logging.ERROR)
    guard = Guard(host)
    app = create(places, guard, given)
    try:
        # A page keeps up to six connections; each waits for nothing but files and arrays.
        server = waitress.create_server(
            app, host=host, port=port, threads=8, ident='look', max_request_body_size=MOST_BYTES
        )
    except OSError as e:
        raise UserError(_why(e, host, port))
    except ValueError:  # waitress's own, where no address belongs to the name
        raise UserError('--host {}: not known: give an address of this machine'.format(host))
    shown = 'localhost' if host in ('127.0.0.1', '::1') else host
    shown = socket.gethostname() if host in ('0.0.0.0', '::') else shown
    shown = '[{}]'.format(shown) if ':' in shown else shown
    token = '/?token={}'.format(guard.token) if guard.token else '/'
    print('look at http://{}:{}{} (Ctrl-C ends it)'.format(shown, port, token), flush=True)
    server.run()
    # Which comes back from Ctrl-C as from a quiet end.
    raise KeyboardInterrupt


def _why(error, host, port):
    if error.errno == errno.EADDRINUSE:
        return 'port {} is taken, by another look perhaps: name another one by --port'.format(port)
    if error.errno == errno.EACCES:
        return 'port {} is not ours to take: name one above 1023 by --port'.format(port)
    return '--host {}: {}: give an address of this machine'.format(host, error.strerror or error)
