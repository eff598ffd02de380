"""Test a run of train.fashion_mnist on the pictures that it has not seen, and draw some of them.

Prints the test accuracy, that of each class, and what the class is taken for most; writes the
figure of the course's notebook: test pictures 45 to 104, each with what it is taken for, and in
brackets what it is where that is wrong.

    python -m predict.fashion_mnist runs/fashion_mnist
"""

import os

import chainer
import chainer.links as L
import numpy

from cli import errors, files, options, outputs, run_folder
from cli.errors import UserError
from data import fashion_mnist
from data.fashion_mnist import drawn
from data.pictures.overlay import figure
from measures import confusion
from models import weights
from models.mlp import NETWORKS

DRAWN = range(45, 105)
_COLUMNS = 10
_ENLARGED = 5
_BATCH = 1000
_MODEL = 'model_final.npz'


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run')
    p.add_argument('--data', help="folder of Fashion-MNIST's four files (default: as trained)")
    p.add_argument('--out', '-o', help='PNG to write (default: test.png in the run)')
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    model = load(args.run, options.use_device(args.device))
    root = args.data or run_folder.read(args.run)['options']['data'] or drawn.folder()
    out = args.out or os.path.join(args.run, 'test.png')
    inputs = fashion_mnist.inputs(root) + outputs.of_runs([args.run])
    # Its own default is a result of this command, to be made anew.
    outputs.check([out], inputs, args.overwrite or args.out is None, ('.png',))
    _, test = fashion_mnist.load(root)
    x, truth = chainer.dataset.concat_examples(test)
    predicted = predict(model, x)
    print(table(confusion.count(truth, predicted, len(fashion_mnist.CLASSES))))
    with files.replacing(out) as path:
        drawing(x, truth, predicted).save(path)
    print('{} written'.format(out))


def load(run, device):
    """The network of a run, on ``device``.

    Raises:
        UserError: It is none of train.fashion_mnist's, or holds no model yet.
    """
    name = run_folder.read(run)['model']
    if name not in NETWORKS:
        raise UserError('{}: the run of "{}", not of {}'.format(run, name, ' or '.join(NETWORKS)))
    model = L.Classifier(NETWORKS[name]())
    weights.load(run_folder.model_file(run, _MODEL), model)
    model.to_device(device)
    return model.predictor


def predict(model, x):
    """Classes, int32 (N,), of pictures, float32 (N, 784)."""
    found = []
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        for first in range(0, len(x), _BATCH):
            y = model(model.device.send(x[first : first + _BATCH]))
            found.append(chainer.backend.CpuDevice().send(y.array).argmax(axis=1))
    return numpy.concatenate(found).astype('i')


def table(matrix):
    """Lines for a person.

    Args:
        matrix: Pictures by true class and predicted, int64 (10, 10).
    """
    lines = ['test accuracy {:.4f} of {} pictures'.format(
        matrix.trace() / matrix.sum(), matrix.sum())]  # fmt: skip
    for i, name in enumerate(fashion_mnist.CLASSES):
        of_class = matrix[i].sum()
        if of_class:
            others = numpy.where(numpy.arange(len(matrix)) == i, 0, matrix[i])
            line = '{:12} {:6.1%}'.format(name, matrix[i, i] / of_class)
            if others.any():
                most = others.argmax()
                line += '  {:.1%} taken for {}'.format(
                    others[most] / of_class, fashion_mnist.CLASSES[most]
                )
            lines.append(line)
    return '\n'.join(lines)


def drawing(x, truth, predicted):
    """The figure, a picture of Pillow's; arrays (N, 784), (N,) and (N,)."""
    shown = [i for i in DRAWN if i < len(x)] or list(range(len(x)))
    pictures = []
    for i in shown:
        grey = numpy.rint(255 * x[i]).astype(numpy.uint8).reshape((fashion_mnist.SIDE,) * 2)
        large = grey.repeat(_ENLARGED, axis=0).repeat(_ENLARGED, axis=1)
        caption = fashion_mnist.CLASSES[predicted[i]]
        if predicted[i] != truth[i]:
            caption += ' ({})'.format(fashion_mnist.CLASSES[truth[i]])
        pictures.append((numpy.stack([large] * 3, axis=-1), caption))
    return figure([pictures[i : i + _COLUMNS] for i in range(0, len(pictures), _COLUMNS)])


if __name__ == '__main__':
    errors.run(main)
