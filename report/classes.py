"""Accuracy and IU of each class, over runs that differ in their seed: a table in Markdown.

    python -m report.classes runs/camvid/* --out results/camvid/classes.md

Takes evaluation.json (python -m predict.evaluate) of each run: its data and classes must be the
same in all.
"""

from cli import errors
from report.parts import tables
from report.parts.runs import check_same_pixels, measured, summary


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table: a line a class, two columns a network.

    Raises:
        UserError: A run was not measured, or on other pixels than the first.
    """
    groups = {}
    for run in runs:
        groups.setdefault(summary(run)['model'], []).append(_classes(run))
    check_same_pixels(runs)
    first = _classes(runs[0])
    head = ['class', 'of the pixels']
    for model, members in groups.items():
        head += ['{}, {} run{}: {}'.format(model, len(members), 's'[: len(members) > 1], measure)
                 for measure in ('accuracy', 'IU')]  # fmt: skip
    lines = ['| {} |'.format(' | '.join(head)), '|' + '---|' * len(head)]
    total = sum(entry['pixels'] for entry in first)
    for i, entry in enumerate(first):
        cells = [entry['class'], '{:.1%}'.format(entry['pixels'] / total)]
        for members in groups.values():
            for measure in ('accuracy', 'IU'):
                values = [classes[i][measure] for classes in members]
                cells.append(tables.span([value for value in values if value is not None]))
        lines.append('| {} |'.format(' | '.join(cells)))
    return '\n'.join(lines) + '\n'


def _classes(run):
    return measured(run)['classes']


if __name__ == '__main__':
    errors.run(main)
