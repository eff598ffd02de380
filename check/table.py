"""What was found of several scripts, in one table.

python -m check.table runs/check/* --out results/check/networks.md
"""

import json
import os

from check import report
from cli import errors, files, options
from cli.errors import UserError


def main():
    p = options.parser(__doc__)
    p.add_argument('checked', metavar='DIR', nargs='+', help='folder that python -m check left')
    p.add_argument('--out', '-o', required=True, help='Markdown file to write')
    args = p.parse_args()
    text = table([_read(folder) for folder in args.checked])
    files.write_text(args.out, text)
    print(text)


def _read(folder):
    path = os.path.join(folder, report.JSON)
    try:
        with open(path, encoding='utf-8') as f:
            return json.load(f)
    except (OSError, ValueError):
        raise UserError('{}: no readable {}: python -m check'.format(folder, report.JSON))


def table(checked):
    """Questions down, scripts across; then what was said of all that is not right."""
    names = [' '.join([c['script'].rpartition('.')[2]] + c['options']) for c in checked]
    shown = ['`{}`'.format(name) for name in names]
    lines = ['| | {} |'.format(' | '.join(shown)), '|---|' + '---|' * len(names)]
    for i, finding in enumerate(checked[0]['findings']):
        verdicts = [c['findings'][i]['verdict'] for c in checked]
        lines.append('| {} | {} |'.format(finding['question'], ' | '.join(verdicts)))
    lines.append('')
    for name, c in zip(shown, checked):
        for finding in c['findings']:
            if finding['verdict'] in ('look', 'wrong'):
                lines.append('- {}, {question}: {words}'.format(name, **finding))
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
