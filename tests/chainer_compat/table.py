"""Writes the table of mends in docs/compat.md: ``python -m tests.chainer_compat.table``."""

import importlib
import os
import pkgutil

from chainer_compat import causes
from cli import errors, marks

DOC = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, 'docs', 'compat.md')
START = '<!-- mends: written by python -m tests.chainer_compat.table -->\n'


def rows():
    """The lines of the table."""
    yield '| cause | module: lines | from |'
    yield '|---|---|---|'
    for info in pkgutil.iter_modules(causes.__path__):
        cause = importlib.import_module('chainer_compat.causes.' + info.name)
        what = cause.__doc__.split('\n\n')[0].replace('\n', ' ').replace('``', '`')
        lines = {}
        for mend in cause.MENDS:
            lines.setdefault((mend.module, mend.since), []).append(str(mend.line))
        for (module, since), numbers in lines.items():
            entry = '`{}`: {}'.format(module, ', '.join(numbers))
            yield '| {} | {} | {} |'.format(what, entry, ' '.join(since))
            what = ''


def written(text):
    """``text`` with the table in its place."""
    return marks.filled(text, START, rows())


if __name__ == '__main__':
    errors.run(lambda: marks.fill(DOC, START, rows()))
