"""Train FCN-8s as before "revisit 1", or with some of what that post changed.

The post of 2016-07-16 names five points by which its network became better than the one before.
Without options this is the one before: pictures made 224 x 224, batch normalization and batches of
16, three scores, learnt deconvolutions; rate .01 at the mean loss and momentum .9 (of a public copy
of 2016). Each option turns one point to the post's side:

1. --any-size: pictures as they are, those of a batch filled up to the largest;
2. labels read as indices: always, since it gives the same labels (data.pictures.by_colour);
3. --only-32s: the score of pool5 alone;
4. --one-by-one: no batch normalization, a picture a step;
5. --bilinear: enlarged by fixed interpolation.

    python -m train.fcn8s_before --init-weights VGG_ILSVRC_16_layers.caffemodel
    python -m train.fcn8s_before --bilinear --init-weights VGG_ILSVRC_16_layers.caffemodel
"""

from cli import errors, kinds
from cli.errors import UserError
from models import weights
from models.fcn8s_before import SIDE, MyFcn8s
from train.parts import poly, recipes, segmentation
from train.parts.pictures import one_size

# At the mean loss over a batch's pixels.
LR = 0.01
BATCHSIZE = 16
# The posts' rate for one picture a step without batch normalization, as train.fcn32s.
LR_ONE_BY_ONE = 1e-3


def main():
    args, device = segmentation.begin(
        __doc__, 'fcn8s_before', add_options, epoch=60, batchsize=BATCHSIZE
    )
    if args.one_by_one:
        if args.batchsize not in (1, BATCHSIZE):
            raise UserError('--one-by-one: is --batchsize 1, not {}'.format(args.batchsize))
        args.batchsize = 1
    loader = segmentation.load(args)
    structure = {
        'side': None if args.any_size else args.side, 'skips': not args.only_32s,
        'normalization': not args.one_by_one, 'learnt': not args.bilinear,
    }  # fmt: skip

    def network(n_class, width):
        return MyFcn8s(n_class, width, **structure)

    trained = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(
        args, device, network, loader, trained, fit=not structure['normalization']
    )
    sgd = recipes.post(model, args.lr or (LR_ONE_BY_ONE if args.one_by_one else LR))
    converter = one_size.filled_up() if args.any_size else one_size.squares(args.side)
    segmentation.train(
        args, device, 'fcn8s_before', sgd, loader, poly.extensions(args, sgd, 'lr'), converter,
        test_batchsize=1, structure=structure, **poly.facts(args)
    )  # fmt: skip


def add_options(p):
    p.add_argument('--any-size', action='store_true', help='not resized (the first point)')
    p.add_argument(
        '--side',
        type=kinds.pixels,
        default=SIDE,
        help='of the squares that pictures are resized to',
    )
    p.add_argument('--only-32s', action='store_true', help='the score of pool5 alone (the third)')
    p.add_argument(
        '--one-by-one', action='store_true',
        help='a picture a step, no batch normalization (the fourth)',
    )  # fmt: skip
    p.add_argument(
        '--bilinear', action='store_true', help='deconvolutions are fixed, not learnt (the fifth)'
    )
    poly.add_option(p)


if __name__ == '__main__':
    errors.run(main)
