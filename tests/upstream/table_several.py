"""Writes the figures of ChainerMN's tests in docs/several-machines.md.

python tests/upstream/table_several.py
"""

import json
import os
import re

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOC = os.path.join(PROJECT, 'docs', 'several-machines.md')
FIGURES = os.path.join(PROJECT, 'results', 'chainermn_tests.json')
START = '<!-- chainermn: written by python tests/upstream/table_several.py -->\n'
END = '<!-- end -->'


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


def written(text, runs):
    """``text`` with the table of each run in its place."""
    tables = ['\n'.join(lines(run)) + '\n' for _, run in sorted(runs.items())]
    table = START + '\n'.join(tables) + END
    return re.sub(re.escape(START) + '.*?' + END, lambda _: table, text, flags=re.S)


def main():
    with open(FIGURES) as f:
        runs = json.load(f)
    with open(DOC) as f:
        text = f.read()
    with open(DOC, 'w') as f:
        f.write(written(text, runs))


if __name__ == '__main__':
    main()
