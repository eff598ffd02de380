"""What the scripts share that make a table of runs."""

import os

from cli import files, options, outputs
from cli.errors import UserError


def write(doc, table, add_options=None):
    """The whole of such a script: takes ``RUN...`` and ``--out``, writes and prints a table.

    Args:
        doc (str): The script's docstring.
        table: From the runs' folders, a list of str, to the table in Markdown; where there are
            more options, from what they hold too.
        add_options: Function that adds them to the parser.
    """
    p = options.parser(doc)
    if add_options:
        add_options(p)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a training run')
    p.add_argument('--out', '-o', required=True, help='Markdown file to write')
    args = p.parse_args()
    _check_different(args.runs)
    outputs.check([args.out], outputs.of_runs(args.runs, 'evaluation.json'))
    text = table(args.runs, args) if add_options else table(args.runs)
    files.write_text(args.out, text)
    print(text)


def _check_different(runs):
    """Refuse a run that is given twice: it would count as two seeds."""
    first = {}
    for run in runs:
        other = first.setdefault(os.path.realpath(run), run)
        if other is not run:
            raise UserError('{} and {}: are the same run: give it once'.format(other, run))


def markdown(rows):
    """A table in Markdown of rows of cells, all str; the first row is the head."""
    lines = ['| {} |'.format(' | '.join(row)) for row in rows]
    return '\n'.join(lines[:1] + ['|' + '---|' * len(rows[0])] + lines[1:]) + '\n'


def span(values, form='{:.3f}'):
    """Mean of some numbers, and in brackets the smallest and the largest; - for none."""
    if not values:
        return '-'
    text = form.format(sum(values) / len(values))
    if len(values) > 1:
        text += ' ({} to {})'.format(form.format(min(values)), form.format(max(values)))
    return text
