"""Scores of cells, and how many that touch are kept apart, with weighted borders and without.

    python -m report.cells runs/unet_border_* runs/unet_plain_* --out results/unet/cells.md

Takes args.json and evaluation.json (python -m predict.evaluate) of each run on membranes and cells.
Runs that differ in their seed alone share a line: the mean, and in brackets the smallest and the
largest. All must be measured on the same pictures.
"""

from cli import errors, run_folder
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import measured

_SCORES = 'pixel error', 'V_Rand', 'V_Info', 'V_Rand thinned', 'V_Info thinned'
_HEAD = ('border', 'classes', 'width', 'runs') + _SCORES + ('kept apart',)


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table: a line for each way of weighting and each width.

    Raises:
        UserError: A run was not measured, not on cells, or on other pictures than the first.
    """
    groups, first = {}, None
    for run in runs:
        found = measured(run).get('cells')
        if not found:
            raise UserError('{}: not measured on membranes and cells'.format(run))
        if first is None:
            first = found['touching']
        if found['touching'] != first:
            raise UserError('{}: measured on other pictures than {}'.format(run, runs[0]))
        facts = run_folder.read(run)
        used = facts['options']
        key = '{:g}'.format(used.get('border', 0)), _balanced(used), str(facts['width'])
        groups.setdefault(key, []).append(found)
    lines = ['| {} |'.format(' | '.join(_HEAD)), '|' + '---|' * len(_HEAD)]
    for key, members in groups.items():
        cells = list(key) + [str(len(members))]
        cells += [tables.span([found[name] for found in members]) for name in _SCORES]
        kept = tables.span([found['kept apart'] for found in members], '{:.0f}')
        lines.append('| {} |'.format(' | '.join(cells + ['{} of {}'.format(kept, first)])))
    return '\n'.join(lines) + '\n'


def _balanced(used):
    return 'balanced' if used['balance'] else 'as they are'


if __name__ == '__main__':
    errors.run(main)
