"""Measure a trained segmentation network on labelled pictures.

Accuracy of the pixels (borders left out), class accuracy, mean IU and
frequency-weighted IU, each over all the pictures together and by class, as in
Long et al. 2015, section 5; and the mean of the pictures' accuracies, which is
what the posts' curves show. Classes that occur nowhere have no figure and take
no part in a mean. Of membranes and cells (data/isbi2012.py, data/cells.py) the pixel error, V_Rand
and V_Info of ISBI 2012's challenge besides, each the mean of the pictures' (measures/cells.py says
what exactly), and how many of the cells that touch are kept apart.

    python -m predict.evaluate runs/fcn32s
    python -m predict.evaluate runs/fcn32s --data VOC2012 --list seg11valid.txt -o val.json

With --scales the network sees each picture whole in several sizes, and mirrored, and is measured
at the full size; with --turns in the eight ways that it can lie:

    python -m predict.evaluate runs/fcn_squeeze --scales 0.35 0.5 0.7
    python -m predict.evaluate runs/unet --turns

With --bands also the mean IU of the pixels near borders between labels, by how many pixels away
they may be: Krähenbühl and Koltun 2011, and figure 5 of DeepLabv3+.

    python -m predict.evaluate runs/deeplab --bands 1 2 4 8

A folder's model_final.npz is taken: model_best.npz was chosen by the test
pictures. Prints a table and writes it as JSON, with the confusion matrix (rows: the truth) and the
accuracy of each picture besides: of a folder evaluation.json, which
tables are made from, of model_best.npz evaluation_best.json beside it.
"""

import json
import os

import numpy

from cli import errors, files, kinds, options, outputs, progress
from cli.errors import UserError
from data.cells import CLASSES as CELLS
from measures import borders, cells, confusion
from predict.parts import labelled, networks, views

SCORES = 'V_Rand', 'V_Info', 'V_Rand thinned', 'V_Info thinned'
TOTALS = ('pixel accuracy', 'class accuracy', 'mean IU', 'frequency-weighted IU')


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    labelled.add_options(p)
    p.add_argument('--out', '-o', help='JSON to write (default: evaluation.json in the run)')
    p.add_argument(
        '--bands', type=kinds.pixels, nargs='+', default=[], metavar='WIDTH',
        help='measure the pixels up to so far from borders, too',
    )  # fmt: skip
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    model = networks.load(args.run, options.use_device(args.device), networks.FINAL)
    pictures = labelled.load(args, args.run)
    out = check_out(args, pictures, asked_views(args))
    of_cells = [] if tuple(pictures.classes) == CELLS else None
    near = {width: numpy.zeros((pictures.n_class,) * 2, numpy.int64) for width in args.bands}
    matrix, accuracies = evaluate(
        views.seen(model, args.scales, args.turns), pictures, of_cells, near
    )
    if not matrix.any():
        raise UserError('{}: no pixel of these labels is to be counted'.format(pictures.root))
    found = report(matrix, accuracies, pictures.classes)
    if of_cells:
        found['cells'] = report_cells(accuracies, of_cells)
    if near:
        found['bands'] = [band(*pair) for pair in sorted(near.items())]
    found['accuracies'] = by_picture(pictures, accuracies)
    print(table(found))
    facts = {'data': pictures.root, 'list': pictures.list, 'scale': pictures.scale}
    facts.update(asked_views(args))
    files.write_json(out, dict(found, run=args.run, **facts))
    print('{} written'.format(out))


def check_out(args, pictures, views=None):
    """Where the JSON goes, by default or as asked; checked before an hour of predicting.

    Args:
        args (argparse.Namespace): ``run``, ``out`` and ``overwrite``.
        pictures: With ``root``, ``list``, ``scale`` and ``inputs``.
        views (dict): What :func:`asked_views` gives; None where there is one view alone.

    Raises:
        UserError: Something is in the way: an input, a file without ``--overwrite``, or by
            default the measures of other pictures, which tables would take for those.
    """
    inputs = pictures.inputs + networks.inputs(args.run)
    if args.out is not None:
        outputs.check([args.out], inputs, args.overwrite, ('.json',))
        return args.out
    out = os.path.join(networks.folder(args.run), default_name(args.run))
    outputs.check([out], inputs)
    if os.path.exists(out) and not args.overwrite and not _about(out, pictures, views or {}):
        raise UserError(
            '{}: holds measures of other pictures (another --data, --list or --scale) or of other '
            'views (--scales, --turns): name another file by -o, or replace it by '
            '--overwrite'.format(out)
        )
    return out


def asked_views(args):
    """The views of a picture that were asked for, as what stands in the JSON; {} for one."""
    asked = {'scales': args.scales, 'turns': args.turns}
    return {name: value for name, value in asked.items() if value}


def default_name(run):
    """``evaluation.json`` for the final model, whose measures tables are made from."""
    name = os.path.splitext(os.path.basename(run))[0]
    if os.path.isdir(run) or name == os.path.splitext(networks.FINAL)[0]:
        return 'evaluation.json'
    return 'evaluation_{}.json'.format(name[len('model_') :] if 'model_' in name else name)


def _about(path, pictures, views_):
    try:
        with open(path, encoding='utf-8') as f:
            found = json.load(f)
        same = os.path.realpath(found['data']) == os.path.realpath(pictures.root)
        about = found['list'], found.get('scale', pictures.scale)
        seen = {name: found[name] for name in ('scales', 'turns') if name in found}
        return same and about == (pictures.list, pictures.scale) and seen == views_
    except (ValueError, KeyError, TypeError):  # not what this command writes
        return False


def evaluate(model, pictures, of_cells=None, near=None):
    """Predict one picture after the other.

    Args:
        model: Network with ``predict``.
        pictures (SegmentationDataset): What to predict.
        of_cells (list): Takes up what :func:`measures.cells.scores` gives for each picture.
        near (dict): By width, the confusion matrix of the pixels so near to borders
            (:mod:`measures.borders`), which is added to.

    Returns:
        tuple: Confusion matrix of all pixels, int64 (n_class, n_class), and a list
        of the pictures' accuracies, NaN where no pixel counts.
    """
    matrix = numpy.zeros((pictures.n_class, pictures.n_class), numpy.int64)
    accuracies = []
    for x, truth in progress.shown(pictures, 'pictures'):
        predicted = model.predict(x[None])[0]
        matrix += confusion.count(truth, predicted, pictures.n_class)
        accuracies.append(confusion.accuracy(truth, predicted))
        if of_cells is not None:
            of_cells.append(cells.scores(truth, predicted))
        for width in near or ():
            close = borders.within(truth, width)
            near[width] += confusion.count(close, predicted, pictures.n_class)
    return matrix, accuracies


def band(width, matrix):
    """The measures of the pixels up to ``width`` from borders, as what JSON can hold."""
    found = confusion.measures(matrix)
    return dict(
        {name: _plain(found[name]) for name in TOTALS}, width=width, pixels=int(matrix.sum())
    )


def report(matrix, accuracies, classes):
    """The measures as what JSON can hold; undefined ones are None.

    Args:
        matrix, accuracies: Of what :func:`evaluate` returns.
        classes: Names of the classes.
    """
    measures = confusion.measures(matrix)
    found = {name: _plain(measures[name]) for name in TOTALS}
    found['mean accuracy of the pictures'] = _plain(numpy.nanmean(accuracies))
    found['pictures'] = len(accuracies)
    found['pixels'] = int(matrix.sum())
    found['confusion'] = matrix.tolist()
    found['classes'] = [
        {
            'class': name,
            'pixels': int(measures['pixels'][i]),
            'accuracy': _plain(measures['class accuracies'][i]),
            'IU': _plain(measures['IUs'][i]),
        }
        for i, name in enumerate(classes)
    ]
    return found


def report_cells(accuracies, of_cells):
    """Means over the pictures, and sums of pairs of cells, as what JSON can hold.

    Args:
        accuracies, of_cells: What :func:`evaluate` returns and takes up.
    """
    means = {'pixel error': _plain(1 - numpy.nanmean(accuracies))}
    for name in SCORES:
        means[name] = _plain(numpy.nanmean([found[name] for found in of_cells]))
    pairs = {name: sum(found[name] for found in of_cells) for name in ('touching', 'kept apart')}
    return dict(means, **pairs)


def by_picture(pictures, accuracies):
    """Name and accuracy of each picture in their order, None where no pixel counts."""
    names = [os.path.basename(pictures.pair(i)[0]) for i in range(len(pictures))]
    return [[name, _plain(value)] for name, value in zip(names, accuracies)]


def table(found):
    """What :func:`report` returns, in lines for a person."""
    width = max(len(line['class']) for line in found['classes'])
    lines = ['{:{}}  {:>7}  {:>8}  {:>6}'.format('class', width, 'pixels', 'accuracy', 'IU')]
    for line in found['classes']:
        share = line['pixels'] / found['pixels']
        cells = _percent(share), _percent(line['accuracy']), _percent(line['IU'])
        lines.append('{:{}}  {:>7}  {:>8}  {:>6}'.format(line['class'], width, *cells))
    lines.append('')
    for name in ('mean accuracy of the pictures',) + TOTALS:
        lines.append('{:30}{:>6}'.format(name, _percent(found[name])))
    for near in found.get('bands', ()):
        name = 'mean IU, {} px from borders'.format(near['width'])
        lines.append('{:30}{:>6}'.format(name, _percent(near['mean IU'])))
    occur = sum(line['IU'] is not None for line in found['classes'])
    lines.append(
        '{} pictures, {} pixels counted, {} of {} classes occur'.format(
            found['pictures'], found['pixels'], occur, len(found['classes'])
        )
    )
    if 'cells' in found:
        of_cells = found['cells']
        lines.append('')
        for name in ('pixel error',) + SCORES:
            value = of_cells[name]
            lines.append('{:30}{:>6}'.format(name, '-' if value is None else '%.4f' % value))
        lines.append(
            '{kept apart} of {touching} pairs of cells that touch are apart'.format(**of_cells)
        )
    return '\n'.join(lines)


def _plain(value):
    return None if numpy.isnan(value) else float(value)


def _percent(value):
    return '-' if value is None else '{:.1%}'.format(value)


if __name__ == '__main__':
    errors.run(main)
