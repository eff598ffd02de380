"""Draw what a trained segmentation network sees in pictures.

For each picture: NAME.png, the classes as an index PNG in the run's colours, and
NAME_overlay.png, the prediction laid over the picture as in the posts, with a
legend; beside the truth, with the share of right pixels under it, where a label is
given. A photograph is turned upright as its EXIF says. A network that was trained
with --scale sees pictures as small as then, and what it sees is enlarged again.

    python -m predict.segmentation runs/fcn32s photo.jpg
    python -m predict.segmentation runs/fcn32s photographs/ --out runs/photographs
    python -m predict.segmentation runs/fcn32s VOC2012/JPEGImages/2007_000033.jpg \\
        --labels VOC2012/SegmentationClass
"""

import os

import numpy

from cli import errors, files, options, outputs
from cli.errors import UserError
from data import layouts
from data.folders.file_pairs import FilePairs
from data.pictures.overlay import compared, figure, indexed, overlay
from data.pictures.palette import draw_legend, legend
from data.pictures.picture import (
    check_labelled,
    check_picture,
    load_labelled,
    load_picture,
    resized_label,
    shrunk,
    to_input,
)
from data.voc import read_label
from measures.confusion import accuracy
from predict.parts import colours, given, networks, views

_BACKGROUND = 0  # overlay leaves it as photographed


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    p.add_argument('pictures', metavar='PICTURE', nargs='+', help='a file, or a folder of them')
    p.add_argument('--labels', metavar='DIR', help='folder of index PNGs of the same names')
    p.add_argument('--out', '-o', default='runs/predict', help='folder to write into')
    views.add_scales(p)
    views.add_turns(p)
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    facts = networks.facts(args.run)
    pictures = given.pictures(args.pictures)
    labels = find_labels(args.labels, pictures) if args.labels else [None] * len(pictures)
    inputs = list(filter(None, labels)) + networks.inputs(args.run)
    written = given.check_out(args, pictures, ('.png', '_overlay.png'), inputs)
    for path, label in zip(pictures, labels):
        check(path, label, len(facts['classes']))
    model = networks.load(args.run, options.use_device(args.device))
    scale = 1 if args.scales else facts['options'].get('scale', 1)
    draw = Drawing(
        views.seen(model, args.scales, args.turns),
        facts['classes'],
        scale,
        colours.of_run(args.run),
    )
    for path, label, outs in zip(pictures, labels, written):
        image, laid_over, told = draw(path, label)
        for picture, out in zip((image, laid_over), outs):
            with files.replacing(out) as temporary:
                picture.save(temporary)
        print('{}: {}\n  {}'.format(path, told, '\n  '.join(outs)))


def find_labels(folder, pictures):
    """Paths of the pictures' labels.

    Raises:
        UserError: One has none.
    """
    if not os.path.isdir(folder):
        raise UserError('--labels {}: no such folder'.format(folder))
    pairs = FilePairs(None, folder)
    return [pairs.label(given.name(path)) for path in pictures]


def check(path, label_file, n_class):
    """Raise, before anything is written, what :class:`Drawing` would without decoding pictures."""
    if label_file is None:
        check_picture(path)
    else:
        check_labelled(path, read_truth(label_file, n_class), label_file)


def read_truth(path, n_class):
    """A label, int32 (H, W), below 0 where its folder's layout says that it does not count."""
    return read_label(path, n_class, layouts.of_label(path).void(n_class))


class Drawing(object):
    """Predicts and draws one picture after the other.

    Args:
        model: Network with ``predict``.
        classes (list): Names of its classes.
        scale (float): What it sees pictures shrunk by.
        palette: uint8 array (256, 3), RGB.
    """

    def __init__(self, model, classes, scale, palette):
        self._model = model
        self._classes = classes
        self._scale = scale
        self._palette = palette

    def __call__(self, path, label_file):
        """Draw the picture in ``path``, beside its truth where ``label_file`` is not None.

        Returns:
            tuple: The classes and the overlay, two pictures of Pillow's, and what was found, for
            a person.
        """
        if label_file is None:
            picture, truth = load_picture(path), None
        else:
            truth = read_truth(label_file, len(self._classes))
            picture = load_labelled(path, truth, label_file)
        predicted = predict(self._model, picture, self._scale)
        entries = legend(predicted, self._classes)
        told = ', '.join(
            '{:.1%} {}'.format(share, name)
            for _, name, share in sorted(entries, key=lambda entry: -entry[2])
        )
        if truth is None:
            row = [(overlay(picture, predicted, self._palette), given.name(path))]
        else:
            row = compared(picture, truth, [predicted], self._palette)
            told += '; {:.2%} of the pixels right'.format(accuracy(truth, predicted))
            seen = {number for number, _, _ in entries}
            missed = [(n, name, 0) for n, name, _ in legend(truth, self._classes) if n not in seen]
            entries = sorted(entries + missed)
        explained = draw_legend(entries, self._palette, (_BACKGROUND,))
        laid_over = figure([row + [(explained, '')]])
        return indexed(predicted, self._palette), laid_over, told


def predict(model, picture, scale):
    """Classes, int32 (H, W), of a picture, uint8 (H, W, 3), that is seen at ``scale``."""
    size = picture.shape[1], picture.shape[0]
    small, _ = shrunk(picture, numpy.zeros(picture.shape[:2], 'i'), scale)
    return resized_label(model.predict(to_input(small)[None])[0], size)


if __name__ == '__main__':
    errors.run(main)
