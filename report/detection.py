"""Detectors beside each other: mean average precision, and what their surest boxes are.

    python -m report.detection runs/yolo/*_? --out results/yolo/detection.md

Takes args.json, log and evaluation.json (python -m predict.evaluate_detection) of each run, all
measured on the same objects. Runs whose folders differ in the number at the end are seeds of an
arm: the mean, and in brackets the smallest and the largest. A second table has the average
precision (VOC2007's) of each class, a third the share of objects that is found, by their size.
"""

from cli import errors, run_folder
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import arm_of, measured_detection, summary

_KINDS = 'correct', 'localization', 'similar', 'other', 'background'
_MEANS = 'mean AP 2007', 'mean AP 2010'


def main():
    tables.write(__doc__, table)


def table(runs):
    """The three tables.

    Raises:
        UserError: A run was not measured, or on other objects than the first; an arm has runs of
            several sides.
    """
    arms, first = {}, None
    for run in runs:
        # Not a copy of it: it tells in a line what it lacks.
        found = measured_detection(run)
        found.update(summary(run), size=run_folder.read(run)['structure']['size'])
        objects = [(c['class'], c['objects']) for c in found['classes']]
        objects += [(group['side'], group['objects']) for group in found['sides']]
        first = first or objects
        if objects != first:
            raise UserError('{}: measured on other objects than {}'.format(run, runs[0]))
        members = arms.setdefault(arm_of(run), [])
        members.append(found)
        if found['size'] != members[0]['size']:
            raise UserError(
                '{}: sees pictures of a side of {}, but other runs of "{}" of {}: seeds of an arm '
                'differ in nothing else: give the folder another name'.format(
                    run, found['size'], arm_of(run), members[0]['size']
                )
            )
    return '\n'.join([_of_arms(arms), _of_classes(arms), _of_sides(arms)])


def _of_arms(arms):
    rows = [('arm', 'runs', 'side') + _MEANS + _KINDS + ('epochs', 'min')]
    for name, members in arms.items():
        row = [name, str(len(members)), str(members[0]['size'])]
        row += [tables.span([m[mean] for m in members]) for mean in _MEANS]
        for kind in _KINDS:
            shares = [m['errors'][kind] / max(1, sum(m['errors'].values())) for m in members]
            row.append(tables.span(shares, '{:.1%}'))
        row += [tables.span([m[what] for m in members], '{:.0f}') for what in ('epochs', 'minutes')]
        rows.append(row)
    return tables.markdown(rows)


def _of_classes(arms):
    rows = [['class', 'objects'] + list(arms)]
    classes = next(iter(arms.values()))[0]['classes']
    for i, of_class in enumerate(classes):
        if of_class['objects']:
            row = [of_class['class'], str(of_class['objects'])]
            for members in arms.values():
                row.append(tables.span([m['classes'][i]['AP 2007'] for m in members]))
            rows.append(row)
    return tables.markdown(rows)


def _of_sides(arms):
    rows = [['side of the object', 'objects'] + list(arms)]
    for i, group in enumerate(next(iter(arms.values()))[0]['sides']):
        if group['objects']:
            side = group['side']
            row = ['{:g} to {:g}'.format(*side) if side else 'no cell of its own']
            row.append(str(group['objects']))
            for members in arms.values():
                shares = [m['sides'][i]['found'] / group['objects'] for m in members]
                row.append(tables.span(shares, '{:.1%}'))
            rows.append(row)
    return tables.markdown(rows)


if __name__ == '__main__':
    errors.run(main)
