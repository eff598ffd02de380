"""The arms of an experiment beside each other: a table in Markdown, a line an arm.

    python -m report.arms runs/voc2012/*_? --classes cat,dog --out results/voc2012/arms.md

An arm is made of the runs whose folders differ in the number at the end: nothing_0 and nothing_1
are two seeds of one. Takes evaluation.json (python -m predict.evaluate) of each run, all measured
on the same pixels. The mean IU here is that over the classes that occur in the truth; beside it
stands the one over those that --classes names.
"""

from cli import errors
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import arm_of, check_same_pixels, measured, summary


def main():
    tables.write(__doc__, table, add_options)


def add_options(p):
    p.add_argument('--classes', metavar='NAME,NAME', help='classes to give the mean IU of')


def table(runs, args):
    """The table.

    Raises:
        UserError: A run was not measured, or on other pixels than the first, or a class that is
            asked for occurs nowhere.
    """
    # A folder that is none says so, before it is asked for its measures.
    found = {run: summary(run) for run in runs}
    chosen = [name for name in (args.classes or '').split(',') if name]
    check_same_pixels(runs)
    occurring = [c['class'] for c in measured(runs[0])['classes'] if c['pixels']]
    absent = [name for name in chosen if name not in occurring]
    if absent:
        raise UserError('--classes: {} occurs nowhere in what was measured'.format(absent[0]))
    arms = {}
    for run in runs:
        arms.setdefault(arm_of(run), []).append(run)
    head = ['arm', 'runs', 'pixel accuracy', 'mean IU, {} classes'.format(len(occurring))]
    if chosen:
        head.append('mean IU, {} classes'.format(len(chosen)))
    rows = [head + ['epochs', 'min']]
    for name, members in arms.items():
        row = [
            name, str(len(members)),
            tables.span([measured(run)['pixel accuracy'] for run in members]),
            tables.span([mean_iu(run, occurring) for run in members]),
        ]  # fmt: skip
        if chosen:
            row.append(tables.span([mean_iu(run, chosen) for run in members]))
        row.append(tables.span([found[run]['epochs'] for run in members], '{:.0f}'))
        rows.append(row + [tables.span([found[run]['minutes'] for run in members], '{:.0f}')])
    return tables.markdown(rows)


def mean_iu(run, names):
    """Mean IU of a run over the classes of these names."""
    ius = {c['class']: c['IU'] for c in measured(run)['classes']}
    return sum(ius[name] for name in names) / len(names)


if __name__ == '__main__':
    errors.run(main)
