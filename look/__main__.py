"""Look into networks, and at runs as they train, in the browser.

    python -m look runs/ photographs/

FOLDER is a folder of runs, or of pictures; the networks in results/ are shown besides. The page
listens on this machine alone. With --host it is open to others, who need the token that is
printed. It reads nothing outside of the folders given, and writes nothing.
"""

import os

from cli import errors, kinds, options
from cli.errors import UserError

DEFAULT_PORT = 8642


def main():
    p = options.parser(__doc__)
    p.add_argument(
        'folders', metavar='FOLDER', nargs='*', default=['runs'], help='of runs, or of pictures'
    )
    p.add_argument('--host', default='127.0.0.1', help='address to listen on; 0.0.0.0: all')
    p.add_argument('--port', type=kinds.whole(1, 65535), default=DEFAULT_PORT)
    args = p.parse_args()
    try:
        from look import serving
    except ImportError as e:
        if e.name not in ('flask', 'waitress'):
            raise
        raise UserError('{}: pip install -r requirements/look.txt, or make look'.format(e))
    from look import places

    # Where nothing was trained yet, there is something to see all the same.
    given = [f for f in args.folders if os.path.isdir(f) or f != 'runs']
    serving.serve(places.told_apart(given), args.host, args.port)


if __name__ == '__main__':
    errors.run(main)
