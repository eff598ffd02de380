"""What a spatial pyramid is worth, on features that stay as they are: linear classifiers on top.

Post 003 has four claims about SPP-net: it takes pictures of any size; cropping and warping lose;
training with two sizes is better than with one; several levels withstand deformations. Its paper
(He et al., arXiv 1406.4729, sections 3.2 and 3.3) asks with features of ImageNet's networks and a
linear classifier, too. Here they are SqueezeNet's (python -m data.download squeezenet): of fire9,
13 x 13 cells of 227 x 227 pixels, 10 x 10 of 180 x 180, as the paper's conv5 has of 224 and 180.

    python -m train.spp_linear --data caltech
    python -m report.spp_net runs/spp_linear --out spp_net.md

Of five folds four are trained on, and every picture is tested once; then one is trained on, where
more is left to be wrong, and every picture is tested by the four others. Features are computed once
and kept in --out; a run that was stopped goes on from there when it is started again.
"""

import collections
import functools
import os
import zlib

import chainer
import chainer.links as L
import numpy
from chainer.datasets import TupleDataset
from chainer.iterators import SerialIterator
from chainer.training import StandardUpdater, Trainer

from cli import errors, files, kinds, lock, options, outputs, progress, run_folder
from cli.errors import UserError
from data import imagenet
from data.classification import ClassificationLoader
from data.download import sources
from data.pictures import views
from data.pictures.picture import to_input
from models import weights
from models.parts.spatial_pyramid import PAPER, POST
from models.squeezenet import SqueezeNet
from train.parts.classes import features

ANSWERS = 'answers.json'

SIDE, SMALL = 227, 180
LEVELS = tuple(sorted(set(POST + PAPER)))
# At 13 x 13 cells these are the windows of the 3x3/2 pooling that SPP-net puts its pyramid in the
# place of: 3 cells wide, 2 apart.
NO_PYRAMID = (6,)


def _crop(side):
    return lambda x, random: views.crop(x, side)


def _warp(change=None, strength=0):
    def view(x, random):
        x = views.warp(x, SIDE)
        return change(x, strength, random) if change else x

    return view


# What is computed, in this order.
VIEWS = {
    'crop': _crop(SIDE),
    'warp': _warp(),
    'whole': lambda x, random: views.whole(x, SIDE),
    'crop, 180': _crop(SMALL),
    'bent, .05': _warp(views.bent, 0.05),
    'bent, .1': _warp(views.bent, 0.1),
    'sheared, .15': _warp(views.sheared, 0.15),
    'sheared, .3': _warp(views.sheared, 0.3),
}
_DEFORMED = ('warp', 'bent, .05', 'bent, .1', 'sheared, .15', 'sheared, .3')

Classifier = collections.namedtuple('Classifier', 'name trained_on bins tested_on')

CLASSIFIERS = [
    Classifier('crop', ('crop',), POST, ('crop', 'crop, 180')),
    Classifier('warp', ('warp',), POST, _DEFORMED),
    Classifier('whole', ('whole',), POST, ('whole',)),
    Classifier('crop, no pyramid', ('crop',), NO_PYRAMID, ('crop',)),
    Classifier('warp, no pyramid', ('warp',), NO_PYRAMID, _DEFORMED),
    Classifier('crop, two sizes', ('crop', 'crop, 180'), POST, ('crop', 'crop, 180')),
    Classifier('warp, level 1', ('warp',), (1,), _DEFORMED),
    Classifier('warp, level 2', ('warp',), (2,), _DEFORMED),
    Classifier('warp, level 4', ('warp',), (4,), _DEFORMED),
    Classifier("warp, paper's levels", ('warp',), PAPER, _DEFORMED),
]

FOLDS = 5
# How many of them a classifier is trained on.
TRAINED_ON = FOLDS - 1, 1

# Of softmax regression on vectors of length 1, from zero: 20 times the training pictures, each
# view of one counted. None of it was chosen by what it gave here.
EPOCHS, BATCH = 20, 48
LR, MOMENTUM = 1.0, 0.9


def main():
    p = options.parser(__doc__)
    options.add_device(p)
    p.add_argument('--data', required=True, help='folder of one folder a class, or with boxes')
    p.add_argument('--init-weights', metavar='FILE', help="SqueezeNet's (default: as downloaded)")
    p.add_argument('--out', '-o', default='runs/spp_linear', help='folder of this run')
    p.add_argument('--seed', type=kinds.seed, default=0, help='of folds, order and deformations')
    args = p.parse_args()
    device = options.use_device(args.device)
    path = args.init_weights or sources.where('squeezenet')
    model = weights.load_trained(path)
    if not isinstance(model, SqueezeNet):
        raise UserError('{}: a {}, not SqueezeNet'.format(path, type(model).__name__))
    loader = ClassificationLoader(args.data, mean=imagenet.INPUTS['SqueezeNet'][1])
    inputs = loader.layout.inputs() + [path]
    outputs.check_folder(args.out, inputs, loader.root)
    outputs.check([os.path.join(args.out, ANSWERS)], inputs)
    model.to_device(device)
    os.makedirs(args.out, exist_ok=True)
    with lock.held(args.out):
        run(args, path, model, loader)
    print('{}: {}'.format(args.out, ANSWERS))


def run(args, path, model, loader):
    """Compute what is not there yet, train and test, and leave ``answers.json``."""
    labels = numpy.concatenate([loader.train.labels, loader.test.labels])
    parts = folds(labels, args.seed)
    run_folder.describe(args, {'model': 'spp_linear', 'n_class': loader.n_class})
    pictures = [(part, i) for part in (loader.train, loader.test) for i in range(len(part))]
    names = [part.names[i] for part, i in pictures]
    made = {'weights': features.of_file(path), 'seed': args.seed, 'mean': loader.train.mean}
    made['pictures'] = zlib.crc32('\n'.join(names).encode('utf-8', 'surrogateescape')) & 0xFFFFFFFF
    # Names are not enough: a folder that was shrunk, or another one, has the same.
    paths = sorted({path for part, i in pictures for path in part.files(i)})
    made['files'] = features.of_files(paths)
    found = {}
    for number, name in enumerate(VIEWS):
        shown = [
            functools.partial(show, part, i, name, [args.seed, number, place])
            for place, (part, i) in enumerate(pictures)
        ]
        found[name] = features.kept(
            os.path.join(args.out, 'features_{}.npz'.format(number)),
            dict(made, view=name),
            functools.partial(features.levels, model, shown, 'pictures, ' + name, LEVELS),
        )
    answers = []
    for classifier in progress.shown(CLASSIFIERS, 'classifiers'):
        for n_folds in TRAINED_ON:
            right = times_right(found, labels, parts, classifier, n_folds, args)
            answers += [
                dict(
                    classifier=classifier.name,
                    folds=n_folds,
                    view=view,
                    of=FOLDS - n_folds,
                    right=''.join(map(str, times)),
                )
                for view, times in sorted(right.items())
            ]
    files.write_json(os.path.join(args.out, ANSWERS), {'pictures': names, 'answers': answers})


def show(dataset, i, view, seed):
    """A view of a picture, float32 (3, H, W); deformed by what ``seed`` draws."""
    picture = to_input(dataset.picture(i), dataset.mean)
    return VIEWS[view](picture, numpy.random.RandomState(seed)).astype(numpy.float32)


def folds(labels, seed):
    """A number from 0 to 4 for each picture, of every class as many of each as can be.

    Raises:
        UserError: A class has fewer than five pictures.
    """
    if numpy.bincount(labels).min() < FOLDS:
        raise UserError('five folds need five pictures of each class at least')
    random = numpy.random.RandomState(seed)
    parts = numpy.zeros(len(labels), int)
    for label in range(labels.max() + 1):
        own = numpy.flatnonzero(labels == label)
        parts[random.permutation(own)] = numpy.arange(len(own)) % FOLDS
    return parts


def times_right(found, labels, parts, classifier, n_folds, args):
    """Train a classifier of one kind for each fold, and test it.

    Args:
        found (dict): By view, what :func:`train.parts.classes.features.levels` gave.
        labels, parts: Class and fold of each picture.
        classifier (Classifier): What it is trained and tested on.
        n_folds (int): How many folds each is trained on: four, or one.
        args (argparse.Namespace): ``seed`` and ``out``.

    Returns:
        dict: By view tested on, int (pictures,), how often each picture was right: of once, or of
        four times where four classifiers are tested on it.
    """
    _, trained_on, bins, tested_on = classifier
    vectors = {view: together(found[view], bins) for view in set(trained_on) | set(tested_on)}
    right = {view: numpy.zeros(len(labels), int) for view in tested_on}
    for fold in range(FOLDS):
        mine = parts == fold if n_folds == 1 else parts != fold
        x = numpy.concatenate([vectors[view][mine] for view in trained_on])
        t = numpy.concatenate([labels[mine]] * len(trained_on)).astype(numpy.int32)
        linear = trained(x, t, labels.max() + 1, EPOCHS // len(trained_on), args)
        with chainer.no_backprop_mode():
            for view in tested_on:
                y = linear(vectors[view][~mine]).array
                right[view][~mine] += y.argmax(axis=1) == labels[~mine]
    return right


def together(levels, bins):
    """The vectors of a pyramid of these levels, each of length 1: float32 (pictures, values)."""
    x = numpy.concatenate([levels[n] for n in bins], axis=1)
    # Of a picture that no feature answers to, zeros stay zeros.
    return x / numpy.maximum(numpy.linalg.norm(x, axis=1, keepdims=True), numpy.float32(1e-12))


def trained(x, t, n_class, epochs, args):
    """A linear layer, trained from zero to tell vectors ``x`` by their classes ``t``."""
    model = L.Classifier(L.Linear(x.shape[1], n_class, initialW=0))
    optimizer = chainer.optimizers.MomentumSGD(LR, MOMENTUM).setup(model)
    numpy.random.seed(args.seed)  # of the order
    batches = SerialIterator(TupleDataset(x, t), min(BATCH, len(t)))
    Trainer(StandardUpdater(batches, optimizer), (epochs, 'epoch'), args.out).run()
    return model.predictor


if __name__ == '__main__':
    errors.run(main)
