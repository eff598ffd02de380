"""Mean and spread over runs that differ in their seed: a table in Markdown.

    python -m report.spread runs/chain/fcn32s_* runs/chain/fcn16s_* --out results/chain/spread.md

Takes the last epoch of each run's log, and evaluation.json (python -m
predict.evaluate) where it is there.
"""

from cli import errors
from report.parts import tables
from report.parts.runs import evaluation, summary


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table: one line a network, in the order in which the runs name them."""
    groups = {}
    for run in runs:
        groups.setdefault(summary(run)['model'], []).append(run)
    lines = [
        '| network | runs | test accuracy, mean of pictures | pixel accuracy | mean IU | min |',
        '|---|---|---|---|---|---|',
    ]
    for model, members in groups.items():
        found = [summary(run) for run in members]
        measured = [evaluation(run) for run in members]
        cells = [
            model,
            str(len(members)),
            tables.span([entry['test accuracy'] for entry in found]),
            tables.span([entry['pixel accuracy'] for entry in measured if entry]),
            tables.span([entry['mean IU'] for entry in measured if entry]),
            tables.span([entry['minutes'] for entry in found], '{:.0f}'),
        ]
        lines.append('| {} |'.format(' | '.join(cells)))
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
