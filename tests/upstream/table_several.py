"""Writes the figures of ChainerMN's tests in docs/several-machines.md.

python -m tests.upstream.table_several
"""

import json
import os

from cli import errors, marks

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOC = os.path.join(PROJECT, 'docs', 'several-machines.md')
FIGURES = os.path.join(PROJECT, 'results', 'chainermn_tests.json')
START = '<!-- chainermn: written by python -m tests.upstream.table_several -->\n'


def lines(run):
    """The lines of the table: a row for each file in which a test ran, and their sum."""
    yield '| file | passed | failed | needs ChainerX | skipped |'
    yield '|---|---|---|---|---|'
    total = [0, 0, 0, 0]
    for name, result in sorted(run['files'].items()):
        counts = [
            result['passed'],
            sum(result['failed'].values()),
            sum(result['chainerx'].values()),
            result['skipped'],
        ]
        total = [a + b for a, b in zip(total, counts)]
        if any(counts):
            short = name.split('/', 1)[1].replace('_tests/test_', ': ').replace('.py', '')
            yield '| {} | {} |'.format(short, ' | '.join(str(count) for count in counts))
    yield '| all | {} |'.format(' | '.join(str(count) for count in total))
    yield ''
    yield (
        '{processes} processes (`naive`), Python {python}, NumPy {numpy}; without those marked '
        '`gpu` or `slow`.'.format(**run)
    )


def tables(runs):
    """The lines of all runs' tables."""
    for number, (_, run) in enumerate(sorted(runs.items())):
        if number:
            yield ''
        yield from lines(run)


def written(text, runs):
    """``text`` with the table of each run in its place."""
    return marks.filled(text, START, tables(runs))


def main():
    with open(FIGURES) as f:
        runs = json.load(f)
    marks.fill(DOC, START, tables(runs))


if __name__ == '__main__':
    errors.run(main)
