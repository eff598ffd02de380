"""Writes the figures in docs/chainer-tests.md from results/chainer_tests.json.

python -m tests.upstream.table
"""

import json
import os

from cli import errors, marks

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOC = os.path.join(PROJECT, 'docs', 'chainer-tests.md')
FIGURES = os.path.join(PROJECT, 'results', 'chainer_tests.json')
START = '<!-- figures: written by python -m tests.upstream.table -->\n'


ACCELERATOR = {'0': 'off', 'numpy': '`numpy`', 'auto': '`auto`'}


def _order(run):
    return [int(part) for part in run['python'].split('.')], run['chainer_accel']


def lines(runs):
    """The lines of the tables: one row a run, then one row a test that fails in any of them."""
    runs = sorted(runs, key=_order)
    yield (
        '| Python | NumPy | SciPy | accelerator | passed | failed | passed of ran | skipped '
        '| not collected |'
    )
    yield '|---' * 9 + '|'
    for run in runs:
        rate = 100.0 * run['passed'] / (run['passed'] + run['failed'])
        row = [run['python'], run['numpy'], run['scipy'], ACCELERATOR[run['chainer_accel']]]
        row += [run['passed'], run['failed']]
        row += ['{:.3f} %'.format(rate), run['skipped']]
        row += ['{} of {}'.format(len(run['not_collected']), run['files'])]
        yield '| {} |'.format(' | '.join(str(cell) for cell in row))
    names = sorted({name for run in runs for name in run['failures']})
    if not names:
        return
    yield ''
    yield '| failed | {} |'.format(' | '.join('Python ' + run['python'] for run in runs))
    yield '|---|{}'.format('---|' * len(runs))
    for name in names:
        counts = [str(run['failures'].get(name, '')) for run in runs]
        yield '| `{}` | {} |'.format(name.replace('chainer_tests/', '', 1), ' | '.join(counts))


def written(text, runs):
    """``text`` with the tables in their place."""
    return marks.filled(text, START, lines(runs))


def main():
    with open(FIGURES) as f:
        runs = json.load(f).values()
    marks.fill(DOC, START, lines(runs))


if __name__ == '__main__':
    errors.run(main)
