"""How many pictures get better from one run to the next: a table in Markdown, a line a step.

    python -m report.improved runs/fcn32s runs/fcn16s runs/fcn8s --out results/fcn_voc/improved.md

Post of 2016-07-18: of the pictures shown, the accuracy of all but the last improves from FCN-32s to
FCN-16s. Takes evaluation.json of each run (python -m predict.evaluate), all of the same pictures.
"""

import os

from cli import errors
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import check_same_pixels, measured


def main():
    tables.write(__doc__, table)


def table(runs):
    """The table.

    Raises:
        UserError: A run was not measured, or on other pictures, or before pictures were noted.
    """
    accuracies = [_accuracies(run) for run in runs]
    check_same_pixels(runs)
    lines = [
        '| step | pictures | better | alike | worse | mean gain |',
        '|---|---|---|---|---|---|',
    ]
    for i in range(1, len(runs)):
        first, second = accuracies[i - 1], accuracies[i]
        if set(first) != set(second):
            raise UserError('{}: measured on other pictures than {}'.format(runs[i], runs[i - 1]))
        gains = [second[name] - first[name] for name in first]
        better = sum(gain > 0 for gain in gains)
        worse = sum(gain < 0 for gain in gains)
        lines.append('| {} to {} | {} | {} ({:.1%}) | {} | {} | {:+.3f} |'.format(
            _title(runs[i - 1]), _title(runs[i]), len(gains), better, better / len(gains),
            len(gains) - better - worse, worse, sum(gains) / len(gains),
        ))  # fmt: skip
    return '\n'.join(lines) + '\n'


def _accuracies(run):
    found = measured(run).get('accuracies')
    if not found:
        raise UserError(
            '{0}: its evaluation does not tell pictures apart: python -m predict.evaluate {0} '
            '--overwrite'.format(run)
        )
    return {name: accuracy for name, accuracy in found if accuracy is not None}


def _title(run):
    return os.path.basename(os.path.abspath(run))


if __name__ == '__main__':
    errors.run(main)
