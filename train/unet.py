"""Train U-Net as its paper does: one tile a step, bent at random, borders between cells weighted.

Posts 000 and 003 explain the network. Paper: Ronneberger, Fischer and Brox, "U-Net" (MICCAI 2015),
section 3: tiles of 572 x 572 of which 388 x 388 are scored, a batch of one, momentum .99, the
classes balanced, the border between cells that touch weighted by up to 10. Reported for ISBI 2012's
own test slices, seven turned versions averaged: pixel error .0611.

    python -m data.isbi2012 ISBI2012 runs/data/isbi2012
    python -m train.unet --data runs/data/isbi2012 --width 16 -e 60
    python -m predict.evaluate runs/unet

--border 0 trains without the weights of the borders, --balance 0 without those of the classes.
Without --data it draws cells (data/cells.py). --init-weights takes a U-Net of ours to go on from.
"""

import chainer

from cli import errors, kinds
from cli.errors import UserError
from data import borders, cells
from models import weights
from models.unet import UNet
from train.parts import poly, segmentation
from train.parts.pictures import augmentation

# The paper gives none. For the mean of the weighted loss over the pixels. On drawn cells, at a
# width of 8, the network saw nothing but membranes for its first 100 steps at 1e-3, and again from
# step 160 on at 1e-2.
LR = 3e-3
MOMENTUM = 0.99
TILE = 388
# The label that borders are around.
N_CLASS = len(cells.CLASSES)


def main():
    args, device = segmentation.begin(__doc__, 'unet', add_options, epoch=60, batchsize=1)

    loader = segmentation.load(args, drawn=cells.folder)
    if args.border and loader.n_class != N_CLASS:
        raise UserError(
            '--border {:g}: borders are between cells, and of two classes, membrane and cell; {} '
            'has {}: give --border 0'.format(args.border, loader.root, loader.n_class)
        )
    trained = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(args, device, UNet, loader, trained, fit=False)
    optimizer = chainer.optimizers.MomentumSGD(args.lr or LR, MOMENTUM)
    optimizer.setup(model)
    weighted = borders.BorderWeighted(loader.train, args.border) if args.border else None
    segmentation.train(
        args, device, 'unet', optimizer, loader, poly.extensions(args, optimizer, 'lr'),
        augmentation.tile_converter(args.tile), train_set=weighted, **poly.facts(args)
    )  # fmt: skip


def add_options(p):
    p.add_argument(
        '--border', type=kinds.real(0, 1e3), default=borders.W0, metavar='W0',
        help='weight of the border between two cells that touch; 0: as any other pixel',
    )  # fmt: skip
    p.add_argument(
        '--tile', type=kinds.pixels, default=TILE,
        help='pixels of a side that are scored in a step; less where pictures are smaller',
    )  # fmt: skip
    poly.add_option(p)
    p.set_defaults(balance=1.0)


if __name__ == '__main__':
    errors.run(main)
