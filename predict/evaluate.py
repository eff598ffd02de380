"""Measure a trained segmentation network on labelled pictures.

Accuracy of the pixels (borders left out), class accuracy, mean IU and
frequency-weighted IU, each over all the pictures together and by class, as in
Long et al. 2015, section 5; and the mean of the pictures' accuracies, which is
what the posts' curves show. Classes that occur nowhere have no figure and take
no part in a mean.

    python -m predict.evaluate runs/fcn32s
    python -m predict.evaluate runs/fcn32s --data VOC2012 --list seg11valid.txt -o val.json

With --bands also the mean IU of the pixels near borders between labels, by how many pixels away
they may be: Krähenbühl and Koltun 2011, and figure 5 of DeepLabv3+.

    python -m predict.evaluate runs/deeplab --bands 1 2 4 8

A folder's model_final.npz is taken: model_best.npz was chosen by the test
pictures. Prints a table and writes it as JSON: of a folder evaluation.json, which
tables are made from, of model_best.npz evaluation_best.json beside it.
"""

import json
import os

import numpy

from cli import errors, files, kinds, options, outputs, progress
from cli.errors import UserError
from measures import borders, confusion
from predict.parts import labelled, networks

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
    out = check_out(args, pictures)
    matrix, accuracies, near = evaluate(model, pictures, args.bands)
    if not matrix.any():
        raise UserError('{}: no pixel of these labels is to be counted'.format(pictures.root))
    found = report(matrix, accuracies, pictures.classes)
    if near:
        found['bands'] = [band(*pair) for pair in zip(args.bands, near)]
    print(table(found))
    facts = {'data': pictures.root, 'list': pictures.list, 'scale': pictures.scale}
    files.write_json(out, dict(found, run=args.run, **facts))
    print('{} written'.format(out))


def check_out(args, pictures):
    """Where the JSON goes, by default or as asked; checked before an hour of predicting.

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
    if os.path.exists(out) and not args.overwrite and not _about(out, pictures):
        raise UserError(
            '{}: holds measures of other pictures (another --data, --list or --scale): name '
            'another file by -o, or replace it by --overwrite'.format(out)
        )
    return out


def default_name(run):
    """``evaluation.json`` for the final model, whose measures tables are made from."""
    name = os.path.splitext(os.path.basename(run))[0]
    if os.path.isdir(run) or name == os.path.splitext(networks.FINAL)[0]:
        return 'evaluation.json'
    return 'evaluation_{}.json'.format(name[len('model_') :] if 'model_' in name else name)


def _about(path, pictures):
    try:
        with open(path, encoding='utf-8') as f:
            found = json.load(f)
        same = os.path.realpath(found['data']) == os.path.realpath(pictures.root)
        return same and (found['list'], found.get('scale', pictures.scale)) == (
            pictures.list, pictures.scale,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):  # not what this command writes
        return False


def evaluate(model, pictures, widths=()):
    """Predict one picture after the other.

    Args:
        model: Network with ``predict``.
        pictures (SegmentationDataset): What to predict.
        widths: Of bands around borders (:mod:`measures.borders`), in pixels of these pictures.

    Returns:
        tuple: Confusion matrix of all pixels, int64 (n_class, n_class), a list
        of the pictures' accuracies, NaN where no pixel counts, and a list of each band's matrix.
    """
    matrix = numpy.zeros((pictures.n_class, pictures.n_class), numpy.int64)
    near = [matrix.copy() for _ in widths]
    accuracies = []
    for x, truth in progress.shown(pictures, 'pictures'):
        predicted = model.predict(x[None])[0]
        matrix += confusion.count(truth, predicted, pictures.n_class)
        accuracies.append(confusion.accuracy(truth, predicted))
        for i, width in enumerate(widths):
            close = borders.within(truth, width)
            near[i] += confusion.count(close, predicted, pictures.n_class)
    return matrix, accuracies, near


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
    return '\n'.join(lines)


def _plain(value):
    return None if numpy.isnan(value) else float(value)


def _percent(value):
    return '-' if value is None else '{:.1%}'.format(value)


if __name__ == '__main__':
    errors.run(main)
