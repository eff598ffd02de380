"""The options of ``python -m chainer_compat``, which are in front of the script's own."""

import collections

from chainer_compat.v1 import version

USAGE = (
    'usage: python -m chainer_compat [--chainer=VERSION] '
    '[-m MODULE | -c CODE | - | SCRIPT] [ARGS...]'
)
HELP = (
    USAGE
    + """

Runs a program that was written for an old Chainer, NumPy and Python.

  --chainer=VERSION  the Chainer it was written for, 1.0 to 6 (--chainer=1 is 1.24); without it
                     the program gets Chainer 7.8.1 as it is
  -m MODULE          run a module, as python -m does
  -c CODE            run these lines
  -                  run what stands on standard input
  --version          Chainer's version and that of Python
  --help             this text

What is served, and what is not: docs/compat.md."""
)

Options = collections.namedtuple('Options', 'version kind argv')
Options.__doc__ = """What is to be run.

Attributes:
    version (tuple): The wanted Chainer, e.g. ``(1, 24)``; None for today's.
    kind (str): ``'script'``, ``'-m'``, ``'-c'``, ``'-'``, ``'--help'`` or ``'--version'``.
    argv (list): The script, module or code, and its arguments.
"""


class Wrong(Exception):
    """The command line cannot be understood; the message is one line."""


def parse(argv):
    """Read the command line.

    Raises:
        Wrong: With a line for the person who typed it.
    """
    argv = list(argv)
    wanted = None
    while argv and argv[0].startswith('--chainer'):
        name, equals, text = argv.pop(0).partition('=')
        if name != '--chainer':
            raise Wrong('there is no option {}; {}'.format(name, USAGE))
        if not equals:
            if not argv:
                raise Wrong('--chainer needs a version, e.g. --chainer=1.24; ' + USAGE)
            text = argv.pop(0)
        try:
            wanted = version.parse(text)
        except ValueError:
            message = '--chainer={}: not a version from 1.0 to 6, e.g. --chainer=1.24'
            raise Wrong(message.format(text))
    if not argv:
        raise Wrong(USAGE)
    first = argv[0]
    if first in ('--help', '-h'):
        return Options(wanted, '--help', [])
    if first in ('--version', '-V'):
        return Options(wanted, '--version', [])
    if first in ('-m', '-c'):
        if len(argv) < 2:
            raise Wrong('{} needs one thing more; {}'.format(first, USAGE))
        return Options(wanted, first, argv[1:])
    if first == '-':
        return Options(wanted, '-', argv)
    if first.startswith('-'):
        raise Wrong('there is no option {}; {}'.format(first, USAGE))
    return Options(wanted, 'script', argv)
