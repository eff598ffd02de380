"""The arms of an experiment with classifiers beside each other: a table in Markdown.

    python -m report.classifiers runs/spp_net/*_? --out results/spp_net/arms.md

An arm is made of the runs whose folders differ in the number at the end: crop_0 and crop_1 are two
seeds of one. Takes args.json and the last epoch of each run's log: the mean, and in brackets the
smallest and the largest.
"""

from cli import errors, run_folder
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import arm_of, summary

_HEAD = 'arm', 'network', 'view', 'sizes', 'width', 'runs', 'test accuracy', 'epochs', 'min'


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table: a line an arm, in the order in which the runs name them.

    Raises:
        UserError: A run is none of a classifier, or of another arm than its name says.
    """
    arms = {}
    for run in runs:
        arms.setdefault(arm_of(run), []).append((run, _shown(run)))
    lines = ['| {} |'.format(' | '.join(_HEAD)), '|' + '---|' * len(_HEAD)]
    for name, members in arms.items():
        for run, shown in members:
            if shown != members[0][1]:
                raise UserError(
                    '{}: of another kind than {}: {}, not {}'.format(
                        run, members[0][0], ', '.join(shown), ', '.join(members[0][1])
                    )
                )
        found = [summary(run) for run, _ in members]
        cells = [name] + members[0][1] + [str(len(members))]
        cells.append(tables.span([each['test accuracy'] for each in found]))
        cells.append(tables.span([each['epochs'] for each in found], '{:.0f}'))
        cells.append(tables.span([each['minutes'] for each in found], '{:.0f}'))
        lines.append('| {} |'.format(' | '.join(cells)))
    return '\n'.join(lines) + '\n'


def _shown(run):
    """What the network is and what it was shown."""
    facts = run_folder.read(run)
    options = facts['options']
    if 'view' not in options or 'sizes' not in options:
        raise UserError('{}: the run of "{}", not of train.spp_net'.format(run, facts['model']))
    sizes = ' '.join(map(str, options['sizes']))
    return [facts['model'], options['view'], sizes, str(facts['width'])]


if __name__ == '__main__':
    errors.run(main)
