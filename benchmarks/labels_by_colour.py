"""What reading labels by colour costs, beside reading them by index (post of 2016-07-16, point 2).

    python -m benchmarks.labels_by_colour VOC2012 --out results/fcn8s_before/labels.md

Every label of the list is read both ways, in turns; both must give the same.
"""

import time

import numpy

from cli import errors, files, kinds, options, outputs, progress
from cli.errors import UserError
from data import layouts
from data.pictures.by_colour import load_by_colour
from data.pictures.picture import load_voc_label


def main():
    p = options.parser(__doc__)
    p.add_argument('data', metavar='DIR', help="folder in VOC's layout")
    p.add_argument('--list', default='trainval', help='names of the pictures (default: trainval)')
    p.add_argument('--number', type=kinds.positive, default=100, help='labels at most')
    p.add_argument('--out', '-o', help='Markdown to write (default: none)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    layout = layouts.find(args.data)
    n_class = len(layout.read_classes(None))
    names = layout.read_list(args.list)[: args.number]
    paths = [layout.files(name)[1] for name in names]
    if args.out:
        outputs.check([args.out], layout.inputs(), args.overwrite, ('.md',))
    seconds = measure(paths, n_class)
    text = table(len(paths), seconds)
    print(text)
    if args.out:
        files.write_text(args.out, text)


def measure(paths, n_class):
    """Seconds for all labels, by index and by colour.

    Raises:
        UserError: A label's colours are not VOC's, so that the two differ.
    """
    seconds = numpy.zeros(2)
    for path in progress.shown(paths, 'labels'):
        start = time.perf_counter()
        by_index = load_voc_label(path)
        middle = time.perf_counter()
        by_colour = load_by_colour(path, n_class)
        seconds += middle - start, time.perf_counter() - middle
        if (by_index != by_colour).any():
            raise UserError('{}: its colours are not those of its classes in VOC'.format(path))
    return seconds


def table(number, seconds):
    lines = ['| read | ms a label | times |', '|---|---|---|']
    for what, each in zip(('by index', 'by colour'), seconds):
        lines.append(
            '| {} | {:.1f} | {:.1f} |'.format(what, each / number * 1e3, each / seconds[0])
        )
    return '\n'.join(lines + ['', '{} labels, the same both ways.'.format(number), ''])


if __name__ == '__main__':
    errors.run(main)
