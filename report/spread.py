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
    head = [
        'network',
        'runs',
        'test accuracy, mean of pictures',
        'pixel accuracy',
        'mean IU',
        'min',
    ]
    rows = []
    untested = False
    for model, members in groups.items():
        found = [summary(run) for run in members]
        tested = [entry for entry in found if entry['test accuracy'] is not None]
        untested = untested or not tested
        measured = [each for each in map(evaluation, members) if each is not None]
        rows.append([
            model,
            str(len(members)),
            tables.span([entry['test accuracy'] for entry in tested]),
            tables.span([entry['pixel accuracy'] for entry in measured]),
            tables.span([entry['mean IU'] for entry in measured]),
            tables.span([entry['minutes'] for entry in found], '{:.0f}'),
            tables.span([entry['loss'] for entry in found], '{:.3g}'),
        ])  # fmt: skip
    # Of words and waves there is nothing else to say.
    columns = 6 + untested
    head, *body = [
        '| {} |'.format(' | '.join(line[:columns])) for line in [head + ['training loss']] + rows
    ]
    return '\n'.join([head, '|' + '---|' * columns] + body) + '\n'


if __name__ == '__main__':
    errors.run(main)
