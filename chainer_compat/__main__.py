"""Runs an old program: ``python -m chainer_compat [--chainer=1.24] SCRIPT ARGS...``.

The script finds Chainer working, as everywhere this package is installed, and the names NumPy has
dropped besides; with ``--chainer`` it finds Chainer as it was in that version (``v1/``). So do the
processes it starts (``children/sitecustomize.py``): the workers of
``chainer.iterators.MultiprocessIterator``, for one.
"""

import importlib.util
import os
import runpy
import sys

from chainer_compat import hook, old, options
from chainer_compat.files import latin1
from chainer_compat.old.python2 import loader
from chainer_compat.v1 import hint, switch
from chainer_compat.v1.version import written


def main(argv):
    """Run what ``argv`` names, as Python itself would."""
    try:
        wanted = options.parse(argv)
    except options.Wrong as error:
        sys.exit('chainer_compat: {}'.format(error))
    if wanted.kind == '--help':
        print(options.HELP)
    elif wanted.kind == '--version':
        hook.install()
        import chainer

        print('Chainer {} on Python {}'.format(chainer.__version__, sys.version.split()[0]))
    else:
        _prepare(wanted.version)
        with hint.told(wanted.version):
            _run(wanted.kind, wanted.argv)


def _prepare(version):
    """This process and those it will start find Chainer, and names, as they were."""
    hook.install()
    old.serve()
    latin1.serve()
    os.environ.pop(switch.VARIABLE, None)
    if version is not None:
        os.environ[switch.VARIABLE] = written(version)
        switch.start(version)
    children = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'children')
    paths = [children, os.environ.get('PYTHONPATH')]
    os.environ['PYTHONPATH'] = os.pathsep.join(path for path in paths if path)


def _run(kind, argv):
    sys.argv[:] = argv
    if kind == '-m':
        sys.path[0] = os.getcwd()
        if not _is_there(argv[0]):
            sys.exit('chainer_compat: there is no module {}; {}'.format(argv[0], options.USAGE))
        runpy.run_module(argv[0], run_name='__main__', alter_sys=True)
    elif kind in ('-c', '-'):
        code = argv[0] if kind == '-c' else sys.stdin.read()
        sys.argv[0] = kind
        sys.path[0] = ''
        # In the place of this module, so that the program is __main__ for those who look.
        program = type(sys)('__main__')
        sys.modules['__main__'] = program
        name = '<string>' if kind == '-c' else '<stdin>'
        exec(loader.code_of_text(code, name), program.__dict__)
    else:
        if not os.path.exists(argv[0]):
            sys.exit('chainer_compat: there is no script {}; {}'.format(argv[0], options.USAGE))
        sys.path[0] = os.path.dirname(os.path.abspath(argv[0]))
        runpy.run_path(argv[0], run_name='__main__')


def _is_there(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of a package that is not there
        return False


if __name__ == '__main__':
    main(sys.argv[1:])
