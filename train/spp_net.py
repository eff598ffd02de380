"""Train SPP-net: one size or several, on pictures cropped, warped or whole; or without a pyramid.

Post 003 explains the network. Paper: He, Zhang, Ren and Sun, "Spatial Pyramid Pooling in Deep
Convolutional Networks for Visual Recognition" (arXiv 1406.4729), section 2.3: single-size training
shows 224 x 224 pixels, multi-size training 224 and 180, an epoch with each in turn, by one set of
weights; tested is at 224.

    python -m train.spp_net --data caltech
    python -m train.spp_net --data caltech --sizes 224 180 -o runs/spp_net_two
    python -m train.spp_net --data caltech --view whole -o runs/spp_net_whole
    python -m train.spp_net --data caltech --no-pyramid --view warp -o runs/zf5_warp
    python -m predict.classify photo.jpg --run runs/spp_net

--data is a folder of one folder a class, or of pictures with boxes, whose objects are cut out.
Without it, shapes are drawn here, in pictures of all proportions (data/shapes.py). Tested is what
is seen in training, in the first of --sizes.
"""

import functools

import chainer
import numpy
from chainer.optimizer_hooks import WeightDecay

from cli import errors, kinds, options
from cli.errors import UserError
from data.pictures.views import VIEWS, crop
from data.shapes import ShapesOfAnySize
from models.parts.data_init import fit_to_data
from models.parts.spatial_pyramid import PAPER, POST
from models.spp_net import N_LAYERS, SPPNet, ZF5OneSize, cells
from train.parts import loop, poly
from train.parts.classes import folder
from train.parts.classes.shown import Shown, SizeByEpoch
from train.parts.testing import CountingEvaluator

SIZE = 224

# The paper's is stochastic gradient descent from .01 on, on ImageNet. From nothing, on some hundred
# pictures, Adam as in post 001 learns sooner: after 50 steps at width 16 the loss of 160 drawn
# pictures was .2 by Adam at 3e-4, 2.1 at 1e-3, and 1.8 by momentum at its best rate, 1e-3; at .02
# that one's grew beyond all bounds.
LR = 3e-4
WEIGHT_DECAY = 5e-4
# The paper drops half of fc6 and fc7. From nothing that hid the pictures' signal: of Caltech's ten
# classes, at width 24, 39 % of the test pictures were right after 200 steps, without 62 %.
DROPOUT = 0

# Seeds of the drawn pictures, not of the training: the test's never appear in it.
TRAIN_PICTURES, TEST_PICTURES = 0, 1


def main():
    p = options.parser(__doc__)
    options.add_training(p, epoch=60, batchsize=16, out='runs/spp_net')
    add_options(p)
    args = p.parse_args()
    check(args)
    args.bins = args.bins or list(POST)
    device = loop.begin(args)

    train, test, facts = load(args)
    width = args.width or 96
    if args.no_pyramid:
        facts.update(model='zf5_one_size', structure={'size': args.sizes[0]})
        model = ZF5OneSize(train.n_class, width, args.sizes[0], DROPOUT)
    else:
        facts.update(model='spp_net', structure={'bins': args.bins})
        model = SPPNet(train.n_class, width, args.bins, DROPOUT)
    some = [crop(train[i][0], args.sizes[0]) for i in range(min(32, len(train)))]
    fit_to_data(model.score, numpy.stack(some), N_LAYERS)
    model.to_device(device)

    optimizer = chainer.optimizers.Adam(args.lr or LR)
    optimizer.setup(model)
    optimizer.add_hook(WeightDecay(WEIGHT_DECAY))
    shown, tested = [Shown(args.view, args.sizes[0], training=part) for part in (True, False)]
    facts.update(
        n_class=train.n_class, classes=train.classes, width=width, lr=args.lr or LR,
        **poly.facts(args)
    )  # fmt: skip
    loop.train_and_test(
        args, device, optimizer, train, test, facts,
        [SizeByEpoch(shown, args.sizes)] + poly.extensions(args, optimizer, 'alpha'),
        shown, functools.partial(CountingEvaluator, converter=tested),
    )  # fmt: skip


def add_options(p):
    options.add_data(p, 'folder of one folder a class, or with boxes', "the folder's, or 4:1")
    p.add_argument(
        '--number', type=kinds.positive, default=2000, help='pictures an epoch, where drawn here'
    )
    p.add_argument(
        '--sizes', type=kinds.pixels, nargs='+', default=[SIZE], metavar='PIXELS',
        help='side of what is seen of a picture; of several, the next after every epoch',
    )  # fmt: skip
    p.add_argument(
        '--view', choices=sorted(VIEWS), default='crop',
        help='a square out of a picture, all of it in a square, or all of it as it is',
    )  # fmt: skip
    p.add_argument(
        '--bins', type=kinds.whole(1, 100), nargs='+', metavar='N',
        help="levels of the pyramid, each of N x N bins (default: the post's, {}; the paper's: "
        '{})'.format(*[' '.join(map(str, levels)) for levels in (POST, PAPER)]),
    )  # fmt: skip
    p.add_argument(
        '--no-pyramid', action='store_true', help='a 3x3 pooling in its place, and one size'
    )
    p.add_argument(
        '--width', type=kinds.units, help='channels of conv1 (default: 96, as in the paper)'
    )
    p.add_argument('--lr', type=kinds.rate, help="learning rate, if not the script's own")
    p.add_argument(
        '--loaders', type=kinds.processes, default=1,
        help='processes that load ahead; 0: load in between',
    )  # fmt: skip
    poly.add_option(p)


def check(args):
    """Refuse what a network can't take.

    Raises:
        UserError: Several sizes, whole pictures or levels without a pyramid; pictures too small for
            one.
    """
    if args.no_pyramid and args.bins:
        raise UserError('--bins are the levels of the pyramid, which --no-pyramid leaves out')
    if args.no_pyramid and (len(args.sizes) > 1 or args.view == 'whole'):
        raise UserError(
            '--no-pyramid takes pictures of one size: give one of --sizes, and --view crop or warp'
        )
    least = 1 if args.no_pyramid else max(args.bins or POST)
    if min(args.sizes) < 40 or cells(min(args.sizes)) < least:
        needed = next(side for side in range(40, 2**14) if cells(side) >= least)
        raise UserError(
            '--sizes {}: too small: {} x {} bins need {} pixels or more'.format(
                min(args.sizes), least, least, needed
            )
        )


def load(args):
    """Training and test pictures of any size, and what tells them from others."""
    if args.data is None:
        side = int(1.25 * max(args.sizes))
        return (
            ShapesOfAnySize(args.number, side, TRAIN_PICTURES),
            ShapesOfAnySize(max(1, args.number // 5), side, TEST_PICTURES),
            {},
        )
    return folder.load(args)


if __name__ == '__main__':
    errors.run(main)
