"""Writes the tables in docs/compat.md: ``python -m tests.chainer_compat.table``."""

import importlib
import os
import pkgutil

from chainer_compat import causes, old
from cli import errors, marks

DOC = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, 'docs', 'compat.md')
START = '<!-- mends: written by python -m tests.chainer_compat.table -->\n'
OLD = '<!-- old: written by python -m tests.chainer_compat.table -->\n'


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


def old_rows():
    """What old programs find: each module of ``chainer_compat.old``, by its first words."""
    yield '| what | in |'
    yield '|---|---|'
    for info in pkgutil.iter_modules(old.__path__):
        module = importlib.import_module('chainer_compat.old.' + info.name)
        if hasattr(module, 'add') or hasattr(module, 'install'):
            what = module.__doc__.split('\n\n')[0].strip().replace('\n', ' ').replace('``', '`')
            yield '| {} | `{}` |'.format(what, info.name)


def written(text):
    """``text`` with the tables in their places."""
    return marks.filled(marks.filled(text, START, rows()), OLD, old_rows())


def main():
    """Bring the page up to date."""
    marks.fill(DOC, START, rows())
    marks.fill(DOC, OLD, old_rows())


if __name__ == '__main__':
    errors.run(main)
