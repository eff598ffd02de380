"""Train VGGNet as a classifier of single shapes, on pictures it makes itself, or of your own.

The FCN posts start from VGG-16 trained on ImageNet. Where those weights are
not at hand, this gives `train.fcn32s --init-weights` something to copy.

--data is a folder of one folder a class, or of pictures with boxes, whose objects are cut out.
--init-weights takes VGG-16 or what this script left, for other classes, too:

    python -m train.vggnet --data caltech --size 96 --width 32 -o runs/vggnet_caltech
    python -m train.vggnet --data VOC2012 --size 96 \\
        --init-weights runs/vggnet_caltech/model_final.npz
    python -m predict.classify photo.jpg --run runs/vggnet
"""

import functools

import chainer
import numpy
from chainer.optimizer_hooks import WeightDecay

from cli import errors, kinds, options, outputs
from data.pictures.views import crop
from data.shapes import CLASSES, SingleShapes
from models import weights
from models.parts.data_init import fit_to_data
from models.parts.vgg_blocks import N_CONVOLUTIONS
from models.vggnet import VGGNet
from train.parts import copied_layers, loop, same_run
from train.parts.classes import folder
from train.parts.classes.shown import Shown
from train.parts.testing import CountingEvaluator

# Momentum and decay are the paper's (section 3.1). Its learning rate, 1e-2 at the
# mean loss of a batch of 256, belongs to a network that was first trained with
# fewer layers. From nothing, and at a batch of 16, the wider network bears the
# smaller rate: 2e-3 at width 16; at 64 it ended in NaN after 26 steps, where 5e-4
# brought the loss to 2.5 (22 % of the test pictures right) in 125 steps. But such
# a step takes six times as long, so that a demonstration takes --width 16.
LR_TIMES_WIDTH = 0.032
MOMENTUM = 0.9
WEIGHT_DECAY = 5e-4
# The paper drops half of fc6 and fc7. From nothing that hid the pictures' signal:
# at width 16 the loss stood at 3.19 after 400 steps (ln 21 is 3.04), without at 1.7.
DROPOUT = 0

# Of Caltech's ten classes at width 32, Adam, as in post 001, had 44 % right in training
# after 100 steps at 1e-4; momentum 30 % at 3e-4, 10 % at 1e-3.
ADAM_TIMES_WIDTH = 0.0032
# Of pictures of a folder: squares from anywhere in them.
VIEW = 'crop'

# Seeds of the pictures, not of the training: the test's never appear in it.
TRAIN_PICTURES, TEST_PICTURES = 0, 1


def main():
    p = options.parser(__doc__)
    options.add_training(p, epoch=20, batchsize=32, out='runs/vggnet')
    options.add_pictures(p)
    options.add_data(p, 'folder of one folder a class, or with boxes', "the folder's, or 4:1")
    p.add_argument('--init-weights', metavar='FILE', help='weights to copy in (default: none)')
    p.add_argument('--size', type=kinds.pixels, default=64, help='side of a picture, pixels')
    p.add_argument(
        '--number', type=kinds.positive, default=3000, help='pictures an epoch, where drawn here'
    )
    args = p.parse_args()
    device = loop.begin(args)

    train, test, facts, shown = load(args)
    if args.init_weights:
        outputs.check_run(args.out, [args.init_weights])
    trained = weights.load_trained(args.init_weights) if args.init_weights else None
    width = args.width or (trained.width if trained else 64)
    model = VGGNet(facts['n_class'], args.size, width, DROPOUT)
    start(model, trained, args, train)
    model.to_device(device)

    lr = args.lr or (ADAM_TIMES_WIDTH if args.data else LR_TIMES_WIDTH) / width
    optimizer = (
        chainer.optimizers.Adam(lr) if args.data else chainer.optimizers.MomentumSGD(lr, MOMENTUM)
    )
    optimizer.setup(model)
    optimizer.add_hook(WeightDecay(WEIGHT_DECAY))
    facts.update(
        model='vggnet', width=width, lr=lr, init_weights=same_run.of_file(args.init_weights)
    )  # fmt: skip
    loop.train_and_test(args, device, optimizer, train, test, facts, **shown)


def load(args):
    """Training and test pictures, what tells them from others, and how the loop shows them."""
    if args.data is None:
        train = SingleShapes(args.number, args.size, seed=TRAIN_PICTURES)
        test = SingleShapes(args.number // 5, args.size, seed=TEST_PICTURES)
        return train, test, dict(n_class=len(CLASSES), classes=CLASSES), {}
    train, test, facts = folder.load(args)
    facts.update(n_class=train.n_class, classes=train.classes, view=VIEW)
    training, testing = [Shown(VIEW, args.size, training=part) for part in (True, False)]
    return train, test, facts, {
        'converter': training,
        'evaluator': functools.partial(CountingEvaluator, converter=testing),
    }  # fmt: skip


def start(model, trained, args, train):
    """Copy what fits of a trained network; fit the rest to some training pictures."""
    copied = copied_layers.copied(args.init_weights, trained, model) if trained else []
    # Folders have their pictures class by class.
    step = max(1, len(train) // 64) if args.data else 1
    some = [train[i][0] for i in range(0, len(train), step)[:64]]
    if args.data:
        some = [crop(x, args.size) for x in some]
    fit_to_data(model.score, numpy.stack(some), N_CONVOLUTIONS + 3, copied)


if __name__ == '__main__':
    errors.run(main)
