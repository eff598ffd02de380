"""Runs an old script: ``python -m chainer_compat SCRIPT ARGS...`` or ``... -m MODULE ARGS...``.

The script finds Chainer working, as everywhere this package is installed, and the names NumPy has
dropped besides. So do the processes it starts (``children/sitecustomize.py``): the workers of
``chainer.iterators.MultiprocessIterator``, for one.
"""

import os
import runpy
import sys

from chainer_compat import hook, old
from chainer_compat.files import latin1

USAGE = 'usage: python -m chainer_compat [-m] SCRIPT [ARGS...]'


def main(argv):
    """Run the script or module that ``argv`` names, as Python itself would."""
    as_module = argv[:1] == ['-m']
    if as_module:
        argv = argv[1:]
    if not argv:
        sys.exit(USAGE)
    if not as_module and not os.path.exists(argv[0]):
        sys.exit('chainer_compat: there is no script {}; {}'.format(argv[0], USAGE))

    hook.install()
    old.serve()
    latin1.serve()
    children = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'children')
    paths = [children, os.environ.get('PYTHONPATH')]
    os.environ['PYTHONPATH'] = os.pathsep.join(path for path in paths if path)

    sys.argv[:] = argv
    if as_module:
        runpy.run_module(argv[0], run_name='__main__', alter_sys=True)
    else:
        sys.path[0] = os.path.dirname(os.path.abspath(argv[0]))
        runpy.run_path(argv[0], run_name='__main__')


if __name__ == '__main__':
    main(sys.argv[1:])
