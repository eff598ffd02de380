"""Measure a trained YOLO on pictures with boxes.

Average precision of each class as VOC2007 has it (at eleven recalls) and as VOC2010 (the area below
the curve), and their means; difficult objects are left out. What the surest boxes are besides, as
figure 4 of the paper and post 003 show it: correct, of the right class but badly placed, of a
similar class, of another one, or background (measures/detection.py). Which classes are similar,
Hoiem et al. say of VOC's; of other data none are. And which objects these boxes find: small and
large ones, and those whose cell of YOLO's grid holds the centre of another one too.

    python -m predict.evaluate_detection runs/yolo
    python -m predict.evaluate_detection runs/yolo --data VOC2012 --list val -o val.json

A folder's model_final.npz is taken: model_best.npz was chosen by the test pictures. Prints a table
and writes it as JSON: of a folder evaluation.json, which tables are made from.
"""

import numpy

from cli import errors, files, options, outputs, progress
from cli.errors import UserError
from data.pictures import boxed
from measures import detection
from measures.detection import KINDS, Found, Objects
from models.parts.detection import MEASURED
from models.parts.grid import S
from predict.evaluate import check_out
from predict.parts import detectors, networks

# Hoiem et al. 2012, section 2: classes that are alike.
SIMILAR = (
    ('aeroplane', 'bicycle', 'boat', 'bus', 'car', 'motorbike', 'train'),
    ('bird', 'cat', 'cow', 'dog', 'horse', 'sheep', 'person'),
    ('chair', 'diningtable', 'sofa'),
    ('aeroplane', 'bird'),
)

# Sides, as shares of the picture's, between which objects are counted together: of a cell of YOLO's
# grid, two and four of them, and beyond the whole.
SIDES = (0.0, 0.14, 0.29, 0.57, 1.01)


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    detectors.add_options(p)
    p.add_argument('--out', '-o', help='JSON to write (default: evaluation.json in the run)')
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    model = detectors.load(args.run, options.use_device(args.device), networks.FINAL)
    pictures = detectors.Boxed(args, args.run)
    out = check_out(args, pictures)
    found, truth = evaluate(model, progress.shown(pictures, 'pictures'))
    if not any((~objects.difficult).any() for objects in truth):
        raise UserError('{}: none of these pictures has an object'.format(pictures.root))
    result = report(found, truth, pictures.classes)
    print(table(result))
    facts = {'data': pictures.root, 'list': pictures.list, 'scale': pictures.scale}
    files.write_json(out, dict(result, run=args.run, **facts))
    print('{} written'.format(out))


def evaluate(model, examples):
    """Look at one picture after the other.

    Args:
        model (~models.parts.detection.Detection): Network.
        examples: Of a :class:`~data.detection.DetectionDataset`, in their order.

    Returns:
        tuple: Lists of :class:`~measures.detection.Found` and
        :class:`~measures.detection.Objects`, whose boxes are shares of the pictures' sides.
    """
    found, truth = [], []
    for example in examples:
        pair = seen(model, example, MEASURED)
        found.append(pair[0])
        truth.append(pair[1])
    return found, truth


def seen(model, example, threshold):
    """What is found in an example, and what is there.

    Args:
        model (~models.parts.detection.Detection): Network.
        example: Of a :class:`~data.detection.DetectionDataset`.
        threshold (float): Only objects with a score above it.

    Returns:
        tuple: :class:`~measures.detection.Found` and :class:`~measures.detection.Objects`, whose
        boxes are shares of the picture's sides.
    """
    x, boxes, labels, difficult = example
    shown, _ = boxed.resized(x, boxes, model.size)
    found = Found(*model.predict(shown[None], threshold)[0])
    return found, Objects(boxes / numpy.array(x.shape[1:] * 2, numpy.float32), labels, difficult)


def report(found, truth, classes):
    """The measures as what JSON can hold; undefined ones are None.

    Args:
        found, truth: What :func:`evaluate` returns.
        classes: Names of the classes.
    """
    measured = detection.average_precisions(found, truth, len(classes))
    kinds = detection.errors(found, truth, len(classes), similar(classes))
    result = {name: measured[name] for name in ('mean AP 2007', 'mean AP 2010')}
    result['pictures'] = len(truth)
    result['objects'] = int(measured['objects'].sum())
    result['difficult'] = int(sum(objects.difficult.sum() for objects in truth))
    result['errors'] = dict(zip(KINDS, kinds.sum(axis=0).tolist()))
    result['sides'] = by_side(found, truth, len(classes))
    result['classes'] = [
        {
            'class': name,
            'objects': int(measured['objects'][i]),
            'AP 2007': _plain(measured['AP 2007'][i]),
            'AP 2010': _plain(measured['AP 2010'][i]),
            'errors': dict(zip(KINDS, kinds[i].tolist())),
        }
        for i, name in enumerate(classes)
    ]
    return result


def by_side(found, truth, n_class):
    """Of the objects of each size how many there are and how many are found, no difficult ones.

    Returns:
        list: dicts of ``objects``, ``found`` and ``side``: from which share of the picture's side
        on, the square root of the share of its area, to which one; last, with ``side`` None, those
        in whose cell of the grid the centre of another object lies.
    """
    hits = numpy.concatenate(detection.found_objects(found, truth, n_class))
    counted = numpy.concatenate([~objects.difficult for objects in truth])
    boxes = numpy.concatenate([objects.boxes for objects in truth])
    sides = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1) ** 0.5
    groups = [([low, high], (low <= sides) & (sides < high)) for low, high in zip(SIDES, SIDES[1:])]
    groups.append((None, numpy.concatenate([_crowded(objects.boxes) for objects in truth])))
    return [
        {
            'side': side,
            'objects': int((of_group & counted).sum()),
            'found': int((of_group & counted & hits).sum()),
        }
        for side, of_group in groups
    ]


def _crowded(boxes):
    """bool (R,): which of the boxes of a picture, in shares of it, have no cell of their own."""
    cells = (S * (boxes[:, :2] + boxes[:, 2:]) / 2).astype(int)
    return (cells[:, None] == cells).all(axis=2).sum(axis=1) > 1


def similar(classes):
    """Which classes are alike: bool (n_class, n_class)."""
    found = numpy.zeros((len(classes),) * 2, dtype=bool)
    for alike in SIMILAR:
        places = [i for i, name in enumerate(classes) if name in alike]
        found[numpy.ix_(places, places)] = True
    return found


def table(result):
    """What :func:`report` returns, in lines for a person."""
    width = max([len(line['class']) for line in result['classes']] + [len('class')])
    row = '{:{}}  {:>7}  {:>7}  {:>7}'
    lines = [row.format('class', width, 'objects', 'AP 2007', 'AP 2010')]
    for line in result['classes']:
        if line['objects']:
            values = ['{:.3f}'.format(line[name]) for name in ('AP 2007', 'AP 2010')]
            lines.append(row.format(line['class'], width, line['objects'], *values))
    means = ['{:.3f}'.format(result['mean ' + name]) for name in ('AP 2007', 'AP 2010')]
    lines += [row.format('mean', width, result['objects'], *means), '']
    total = sum(result['errors'].values())
    lines.append('of the {} surest boxes, as many of a class as it has objects:'.format(total))
    for kind in KINDS:
        lines.append('{:14}{:>6.1%}'.format(kind, result['errors'][kind] / max(1, total)))
    for group in result['sides']:
        name = 'side {:g} to {:g} of it'.format(*group['side']) if group['side'] else 'no own cell'
        lines.append('{:22}{found:>6} of {objects} found'.format(name, **group))
    lines.append(
        '{pictures} pictures, {objects} objects counted, {difficult} difficult ones not'.format(
            **result
        )
    )
    return '\n'.join(lines)


def _plain(value):
    return None if numpy.isnan(value) else float(value)


if __name__ == '__main__':
    errors.run(main)
