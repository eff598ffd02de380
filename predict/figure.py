"""Draw the posts' figure: what networks see in pictures, side by side, then the truth.

The share of right pixels, borders left out, stands under each prediction, the
name of the run above its column (post 2016-07-18: FCN-32s, FCN-16s, Ground Truth).

    python -m predict.figure runs/fcn32s runs/fcn16s -o figure.png
    python -m predict.figure runs/fcn32s runs/fcn16s --list mine.txt -o figure.png

Colours are those of the first run. Without --list, six test pictures of the first run, spread over
them.
"""

import os

import numpy

from cli import errors, files, options, outputs, progress
from data.pictures.overlay import compared, figure
from data.pictures.picture import to_picture
from predict.parts import colours, labelled, networks, views

_OUT = 'runs/figure.png'
_NUMBER = 6


def main():
    p = options.parser(__doc__)
    p.add_argument('runs', metavar='RUN', nargs='+', help='folder of a run, or one of its model_*')
    labelled.add_options(p)
    p.add_argument('--out', '-o', help='PNG to write (default: {})'.format(_OUT))
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    device = options.use_device(args.device)
    pictures = labelled.load(args, args.runs[0])
    for run in args.runs[1:]:
        labelled.check_classes(run, pictures.root, pictures.classes)
    out = _OUT if args.out is None else args.out
    inputs = sum([networks.inputs(run) for run in args.runs], pictures.inputs)
    outputs.check([out], inputs, args.overwrite or args.out is None, ('.png', '.jpg', '.jpeg'))
    palette = colours.of_run(args.runs[0])
    models = [
        views.seen(networks.load(run, device, networks.FINAL), args.scales, args.turns)
        for run in args.runs
    ]
    number = len(pictures) if args.list else min(_NUMBER, len(pictures))
    # Neighbours in a list are often neighbours in a video.
    chosen = numpy.linspace(0, len(pictures) - 1, number).astype(int)
    rows = [draw(models, pictures, i, palette) for i in progress.shown(chosen, 'pictures')]
    with files.replacing(out) as path:
        figure(rows, [title(run) for run in args.runs] + ['ground truth']).save(path)
    print('{}: {} pictures'.format(out, number))


def draw(models, pictures, i, palette):
    """The row of picture ``i``, for :func:`data.pictures.overlay.figure`."""
    x, truth = pictures[i]
    predictions = [model.predict(x[None])[0] for model in models]
    return compared(to_picture(x), truth, predictions, palette)


def title(run):
    """Name of a run for a person: that of its folder, and of the model file if one is given."""
    name = os.path.basename(os.path.abspath(networks.folder(run)))
    if os.path.isdir(run):
        return name
    return '{} {}'.format(name, os.path.splitext(os.path.basename(run))[0])


if __name__ == '__main__':
    errors.run(main)
