"""Writes what results/bench.json says into the pages that show it: python -m benchmarks.table"""

import json
import os

from cli import errors, marks

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIGURES = os.path.join(ROOT, 'results', 'bench.json')
START = '<!-- figures: written by python -m benchmarks.table -->\n'
HEADS = {
    'README.md': ('work', 'against', 'its time / theirs (range)', 'goal'),
    'README.ja.md': ('内容', '比較対象', '時間の比(範囲)', '目標'),
    os.path.join('docs', 'accel.md'): (
        'work',
        'against',
        'time / peer (range)',
        'goal',
        'MB, ours / peer',
        's a unit of work, ours / peer',
    ),
}


def cells(name, work):
    """The cells of a row, of which a page shows the first ones."""
    yield name
    yield work['peer']
    yield '{:.2f} ({:.2f}-{:.2f})'.format(work['ratio'], *work['spread'])
    missed = '' if work['ratio'] <= work['goal'] else ': missed'
    yield '{:.2g}{}'.format(work['goal'], missed)
    yield '{:.0f} / {:.0f}'.format(*work['megabytes'])
    yield '{:.3g} / {:.3g}'.format(*work['seconds'])


def lines(heads, found):
    """The lines of a table with so many columns."""
    yield '| {} |'.format(' | '.join(heads))
    yield '|---' * len(heads) + '|'
    for name, work in found['works'].items():
        yield '| {} |'.format(' | '.join(list(cells(name, work))[: len(heads)]))


def main():
    with open(FIGURES) as f:
        found = json.load(f)
    for page, heads in HEADS.items():
        marks.fill(os.path.join(ROOT, page), START, lines(heads, found))


if __name__ == '__main__':
    errors.run(main)
