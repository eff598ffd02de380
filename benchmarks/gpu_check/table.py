"""Writes what results/gpu.json says into the pages: python -m benchmarks.gpu_check.table"""

import json
import os

from benchmarks.gpu_check import steps
from cli import errors, marks

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIGURES = os.path.join(ROOT, 'results', 'gpu.json')
START = '<!-- figures: written by python -m benchmarks.gpu_check.table -->\n'

DOC = os.path.join('docs', 'gpu.md')
# Heads of the short table, and what stands there before anything is measured.
SHORT = {
    'README.md': (
        ('a training step of', 'TF32', "its time / PyTorch's (range)", 'goal'),
        'No GPU was at hand: nothing is measured on one yet.',
    ),
    'README.ja.md': (
        ('学習 1 ステップ', 'TF32', 'PyTorch との時間の比(範囲)', '目標'),
        'GPU は手元になく、GPU での測定値はまだない。',
    ),
}
LONG = (
    'a training step of', 'TF32', 'ms: with cuDNN', 'without', 'PyTorch',
    "time / PyTorch's (range)", 'goal', 'GiB: with cuDNN', 'without', 'PyTorch',
)  # fmt: skip
NOTHING = 'No GPU was at hand: nothing is measured yet. `make gpu-check`, then this command.'


def tabulated(heads, rows):
    """The lines of a table."""
    yield '| {} |'.format(' | '.join(heads))
    yield '|---' * len(heads) + '|'
    for cells in rows:
        yield '| {} |'.format(' | '.join(cells))


def short(found, heads, nothing):
    """The works that have a goal, as they come: for README."""
    measured = [row for row in _steps(found) if row['facts']['goal'] and not row['facts']['tuned']]
    if not any(row['facts']['ratio'] for row in measured):
        return [nothing]
    rows = [[_work(row), _tf32(row['facts']), _ratio(row['facts']), _goal(row)] for row in measured]
    return list(tabulated(heads, rows))


def long(found):
    """All that was measured: for docs/gpu.md."""
    if found is None:
        return [NOTHING]
    lines = ['```text'] + found['machine'] + ['```', '']
    lines += tabulated(LONG, [_cells(row) for row in _steps(found)])
    for part, heads in (
        ('agreement', ('one step on the GPU and on the CPU', 'largest difference', 'limit')),
        ('curves', ('a short training, one seed', 'largest difference', 'limit')),
    ):
        rows = [
            (row['what'], '{:.1e}{}'.format(row['figure'], _missed(row)), str(row['limit']))
            for row in found['parts'].get(part, [])
        ]
        lines += [''] + list(tabulated(heads, rows)) if rows else []
    tests = found['parts'].get('tests', [])
    rows = [(row['what'], '{:.0f}'.format(row['figure'])) for row in tests]
    return lines + ([''] + list(tabulated(('tests', ''), rows)) if rows else [])


def _steps(found):
    rows = (found or {'parts': {}})['parts'].get('steps', [])
    return [row for row in rows if row['facts']]


def _cells(row):
    facts = row['facts']
    sides = steps.CUDNN, steps.WITHOUT, steps.TORCH
    ms = [_number('{:.3g}', 1e3, facts['seconds'].get(side)) for side in sides]
    gib = [_number('{:.2f}', 1, facts['gib'].get(side)) for side in sides]
    return [_work(row), _tf32(facts)] + ms + [_ratio(facts), _goal(row)] + gib


def _number(form, factor, value):
    return '-' if value is None else form.format(factor * value)


def _work(row):
    return row['what'].rpartition(', TF32')[0]


def _tf32(facts):
    return steps.words(steps.Setting(facts['tf32'], facts['tuned']))[len('TF32 ') :]


def _ratio(facts):
    if facts['ratio'] is None:
        return '-'
    return '{:.2f} ({:.2f}-{:.2f})'.format(facts['ratio'], *facts['spread'])


def _goal(row):
    return '-' if row['limit'] is None else '{}{}'.format(row['limit'], _missed(row))


def _missed(row):
    return '' if row['holds'] else ': missed'


def pages(found):
    """dict: The lines that stand in each page."""
    lines = {page: short(found, *told) for page, told in SHORT.items()}
    return dict(lines, **{DOC: long(found)})


def read():
    """What was measured, or None."""
    if not os.path.exists(FIGURES):
        return None
    with open(FIGURES, encoding='utf-8') as f:
        return json.load(f)


def main():
    for page, lines in pages(read()).items():
        marks.fill(os.path.join(ROOT, page), START, lines)


if __name__ == '__main__':
    errors.run(main)
