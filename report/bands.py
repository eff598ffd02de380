"""Mean IU near borders between labels, by how far from them: a table in Markdown, a line an arm.

    python -m report.bands runs/deeplab_? runs/no_decoder_? --out results/deeplab/bands.md

An arm is made of runs as in report.arms. Takes evaluation.json of each run, measured on the same
pixels with the same bands (python -m predict.evaluate RUN --bands 1 2 4 8).
"""

from cli import errors
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import arm_of, measured


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table.

    Raises:
        UserError: A run was not measured near borders, or in other bands than the first.
    """
    first, arms = _bands(runs[0]), {}
    for run in runs:
        found = _bands(run)
        if [(b['width'], b['pixels']) for b in found] != [(b['width'], b['pixels']) for b in first]:
            raise UserError('{}: measured on other bands than {}'.format(run, runs[0]))
        arms.setdefault(arm_of(run), []).append(run)
    head = ['mean IU', 'runs'] + ['up to {} px'.format(b['width']) for b in first] + ['everywhere']
    rows = [head]
    for name, members in arms.items():
        near = [_bands(run) for run in members]
        columns = [tables.span([bands[i]['mean IU'] for bands in near]) for i in range(len(first))]
        everywhere = tables.span([measured(run)['mean IU'] for run in members])
        rows.append([name, str(len(members))] + columns + [everywhere])
    pixels = [b['pixels'] for b in first]
    whole = sum(entry['pixels'] for entry in measured(runs[0])['classes'])
    rows.append(['of the pixels', ''] + ['{:.1%}'.format(n / float(whole)) for n in pixels] + [''])
    return tables.markdown(rows)


def _bands(run):
    found = measured(run).get('bands')
    if not found:
        raise UserError(
            '{}: not measured near borders: python -m predict.evaluate {} --bands 1 2 4 8 '
            '--overwrite'.format(run, run)
        )
    return found


if __name__ == '__main__':
    errors.run(main)
