"""How the FCNs are optimized: as in the posts, or as in the Caffe original.

The Caffe original (shelhamer/fcn.berkeleyvision.org, voc-fcn*/solver.prototxt
and train.prototxt): the loss is summed over the pixels, momentum .99, weight
decay 5e-4, biases at twice the learning rate and without decay, one picture a
step. Chainer's ``softmax_cross_entropy(normalize=False)`` divides by the number
of pictures, so that its rates are right at a batch of one only.
"""

import chainer
from chainer.optimizer_hooks import WeightDecay

from cli.errors import UserError

WEIGHT_DECAY = 5e-4


def add_option(p):
    """Add ``--recipe``, for :func:`optimizer`."""
    p.add_argument(
        '--recipe', choices=['post', 'caffe'], default='post',
        help='the posts\' optimizer, or that of the original FCN in Caffe',
    )  # fmt: skip


def post(model, lr, weight_decay=WEIGHT_DECAY):
    """The posts' MomentumSGD with weight decay, for the mean loss over the pixels.

    Args:
        model: Segmentation network.
        lr (float): Learning rate.
        weight_decay (float): Of all parameters.

    Returns:
        ~chainer.optimizers.MomentumSGD: Set up with the network.
    """
    optimizer = chainer.optimizers.MomentumSGD(lr, momentum=0.9)
    optimizer.setup(model)
    optimizer.add_hook(WeightDecay(weight_decay))
    return optimizer


def caffe(model, lr):
    """The Caffe original's solver, for the loss summed over the pixels.

    Args and returns as :func:`post`; sets ``model.normalize``.
    """
    model.normalize = False
    optimizer = chainer.optimizers.MomentumSGD(lr, momentum=0.99)
    optimizer.setup(model)
    for name, param in model.namedparams():
        if name.endswith('/b'):
            param.update_rule.hyperparam.lr = 2 * lr
        else:
            param.update_rule.add_hook(WeightDecay(WEIGHT_DECAY))
    return optimizer


def optimizer(args, model, lr, caffe_lr):
    """The optimizer that ``--recipe`` and ``--lr`` ask for.

    Args:
        args (argparse.Namespace): ``recipe``, ``lr`` and ``batchsize``.
        model: Segmentation network.
        lr (float): The script's rate for the posts' recipe.
        caffe_lr (float): That of the Caffe original.

    Raises:
        UserError: The Caffe recipe with more than one picture a step.
    """
    if args.recipe == 'caffe':
        if args.batchsize != 1:
            raise UserError('--recipe caffe belongs to --batchsize 1: its loss is a sum')
        return caffe(model, args.lr or caffe_lr)
    return post(model, args.lr or lr)
