"""Train YOLO on pictures with boxes: one network, one look, one loss for places and classes.

Post 003 explains the network. Paper: Redmon, Divvala, Girshick and Farhadi, "You Only Look Once"
(CVPR 2016), section 2.2: pictures moved and scaled by up to 20 %, under another light, for 135
epochs with a rate that is raised slowly and lowered twice. Reported: a mean average precision of
.634 on VOC2007, Fast YOLO .527, from convolutions that were trained on ImageNet.

    python -m train.yolo --variant squeezenet --copied-rate 0 --size 224 -b 8 -e 6 \\
        --init-weights results/voc2012/imagenet_0/model_final.npz
    python -m predict.evaluate_detection runs/yolo

Without --data it draws scenes (data/scenes.py). These are features of SqueezeNet, which the clone
holds, under a head of convolutions. With those of its authors (python -m data.download squeezenet):

    python -m train.yolo --variant squeezenet --init-weights compressed_SqueezeNet.net \\
        --copied-rate 0 --data raccoon --train-list results/yolo/raccoon_train.txt \\
        --test-list results/yolo/raccoon_test.txt --size 224 -b 16 -e 30

--copied-rate 0 leaves the copied layers as they are, which takes half of the time where these are
all of SqueezeNet's. From nothing, narrow networks need thousands of pictures before they find much
(results/yolo).
"""

import contextlib

import chainer
from chainer.optimizer_hooks import WeightDecay

from cli import errors, kinds, options, outputs, several
from data import inventory, scenes
from data.detection import DetectionLoader
from models.parts.data_init import fit_to_data
from models.parts.standardized import Measuring
from models.yolo import SIDES, YOLO, FastYOLO
from models.yolo_squeezenet import YOLOSqueezeNet
from train.parts import copied_layers, loop, same_run
from train.parts.detection.batches import converter
from train.parts.detection.examples import Examples
from train.parts.detection.rate import EPOCHS, PaperRate
from train.parts.detection.testing import DetectionEvaluator

# Of Adam. The paper's momentum (rate 1e-2, .9) is for 64 pictures a step and convolutions that were
# trained before; from nothing, at 16, the loss fell more slowly with it.
LR = 1e-3
# The paper's 5e-4 belongs to its momentum; Adam makes much of it where gradients are small.
WEIGHT_DECAY = 1e-5
BATCHSIZE = 64

MOVES, LIGHT = 0.2, 1.5
"""The paper's: share of the sides that an edge moves by, factor of exposure and saturation."""

# By --variant: name in args.json, class, width in the paper.
VARIANTS = {
    'yolo': ('yolo', YOLO, 64),
    'fast': ('yolo_fast', FastYOLO, 16),
    'squeezenet': ('yolo_squeezenet', YOLOSqueezeNet, 96),
}


def main():
    p = options.parser(__doc__)
    options.add_training(p, EPOCHS, BATCHSIZE, out='runs/yolo')
    options.add_pictures(p)
    add_options(p)
    args = p.parse_args()
    copied_layers.check(args)
    device = loop.begin(args)

    root = several.once(scenes.folder) if args.data is None else args.data
    loader = DetectionLoader(root, args.train_list, args.test_list, classes=args.classes)
    print(inventory.objects_table(loader, args.classes is not None))

    name, network, width = VARIANTS[args.variant]
    model = network(loader.n_class, args.width or width, args.size)
    if args.dropout is not None:
        model.dropout = args.dropout
    copied = start(args, model, loader.train)
    model.to_device(device)

    rate = args.lr or LR
    optimizer = chainer.optimizers.Adam(rate)
    optimizer.setup(model)
    copied_layers.slow_down(copied, args.copied_rate)
    optimizer.add_hook(WeightDecay(args.weight_decay))

    given = [args.train_list, args.test_list, args.classes, args.init_weights]
    inputs = loader.layout.inputs() + [path for path in given if path]
    outputs.check_run(args.out, inputs, loader.root)
    facts = dict(
        model=name, n_class=loader.n_class, width=model.width, structure={'size': model.size},
        classes=loader.classes, lr=rate, epoch=args.epoch,
        data=[same_run.of_pairs(part) for part in (loader.train, loader.test)],
        init_weights=same_run.of_file(args.init_weights),
    )  # fmt: skip
    extra = [Examples(loader.test, model)] if several.first() else []
    loop.train_and_test(
        args, device, optimizer, loader.train, loader.test, facts, extra,
        converter(model.size, MOVES, LIGHT, flips=True), DetectionEvaluator,
        measures=('iou',), tested=('map',), each_step=[PaperRate('alpha', rate, args.epoch)],
    )  # fmt: skip


def start(args, model, pictures):
    """Give a network its first weights; returns those that were copied, a list of Parameters."""
    copied, measured = [], False
    if args.init_weights:
        trained, copied = copied_layers.fill(args.init_weights, model)
        # What its features are standardized by came along, and its head was trained for that.
        measured = isinstance(trained, type(model))
        if isinstance(model, YOLOSqueezeNet):
            model.fixed = not args.copied_rate and copied_layers.all_of(model.squeezenet, copied)
    if not args.resume and not copied_layers.all_of([model], copied):
        # What is new is fitted to what it gets from layers that were copied.
        some = [pictures[i] for i in range(min(16, len(pictures)))]
        x, _, _ = converter(model.size)(some, chainer.get_device('@numpy'))
        with contextlib.nullcontext() if measured else Measuring():
            fit_to_data(model.cells, x, model.n_layers, copied)
        if not copied_layers.all_of([model.last_layer], copied):
            model.begin()
    return copied


def add_options(p):
    options.add_data(p, 'folder of pictures with boxes', "the folder's own division")
    p.add_argument(
        '--variant', choices=sorted(VARIANTS), default='fast',
        help="the paper's network, its Fast YOLO, or SqueezeNet's layers under convolutions",
    )  # fmt: skip
    p.add_argument(
        '--size', type=kinds.among(*SIDES), default=SIDES[-1], help='side pictures are warped to'
    )
    p.add_argument('--init-weights', metavar='FILE', help='weights to copy in (default: none)')
    copied_layers.add_option(p)
    p.add_argument(
        '--dropout', type=kinds.part, metavar='SHARE',
        help="of what the last layer sees (default: the paper's .5, .3 with SqueezeNet's layers); "
        'from nothing, in a narrow network, it hides what is there',
    )  # fmt: skip
    p.add_argument('--weight-decay', type=kinds.share, default=WEIGHT_DECAY, help='of all weights')


if __name__ == '__main__':
    errors.run(main)
