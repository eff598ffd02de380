"""Mean and spread over runs that differ in their seed: a table in Markdown.

    python -m results.spread runs/chain/fcn32s_* runs/chain/fcn16s_* --out results/chain/spread.md

Takes the last epoch of each run's log, and evaluation.json (python -m
predict.evaluate) where it is there.
"""

import json
import os

from cli import errors, files, options
from results.runs import summary


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument('--out', '-o', required=True, help='Markdown file to write')
    args = p.parse_args()
    text = table(args.runs)
    files.write_text(args.out, text)
    print(text)


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
            span([entry['test accuracy'] for entry in found]),
            span([entry['pixel accuracy'] for entry in measured if entry]),
            span([entry['mean IU'] for entry in measured if entry]),
            span([entry['minutes'] for entry in found], '{:.0f}'),
        ]
        lines.append('| {} |'.format(' | '.join(cells)))
    return '\n'.join(lines) + '\n'


def evaluation(run):
    """What predict.evaluate wrote into a run's folder; None where it was not measured."""
    path = os.path.join(run, 'evaluation.json')
    if not os.path.exists(path):
        return None
    with open(path, encoding='utf-8') as f:
        return json.load(f)


def span(values, form='{:.3f}'):
    """Mean of some numbers, and in brackets the smallest and the largest."""
    if not values:
        return '-'
    text = form.format(sum(values) / len(values))
    if len(values) > 1:
        text += ' ({} to {})'.format(form.format(min(values)), form.format(max(values)))
    return text


if __name__ == '__main__':
    errors.run(main)
