"""Train FCN-32s as in the post "Fully Convolutional Networks by Chainer - revisit 1".

The post's steps: loader, VGGNet, MyFcn32sWithAnySize, copy_model, MomentumSGD,
and the loop, one picture of any size a step. Reported there: just under 92 % of
the test pixels right, after 3.5 days on a g2.2xlarge.

--init-weights takes VGG-16 as Caffe, torchvision, Chainer or train.vggnet saved it
(python -m data.download vgg16 fetches the first), or an FCN of ours to go on from.

The posts leave fc6 and fc7 out. --variant paper has them, as convolutions, with the weights that a
VGGNet has for them (of pictures whose side is an odd number of cells of 32 pixels, best):

    python -m train.vggnet --size 96 --width 16 -b 16 -o runs/vggnet_96
    python -m train.fcn32s --variant paper --init-weights runs/vggnet_96/model_final.npz
"""

import functools

from cli import errors
from models import weights
from models.fcn32s import MyFcn32sWithAnySize
from models.fcn32s_paper import FCN32s
from train.parts import recipes, segmentation

# The posts print no learning rate. This one belongs to the mean loss over the
# pixels of a picture. From train.vggnet's weights on the shapes, 2e-3 ended higher
# (loss .65 against .49 after three epochs); from nothing, 1e-2 ended in NaN.
LR = 1e-3
# At the sum over the pixels, and weights trained on ImageNet.
CAFFE_LR = 1e-10


# The paper's: fc6 takes 7 x 7 cells, since VGG-16 was trained on pictures of 224 x 224.
CELLS = 7


def main():
    args, device = segmentation.begin(
        __doc__, 'fcn32s', recipes.add_option, add_options, epoch=60, batchsize=1
    )

    loader = segmentation.load(args)
    vgg = weights.load_trained(args.init_weights) if args.init_weights else None
    if args.variant == 'paper':
        structure = {'cells': getattr(vgg, 'cells', CELLS)}
        name, network = 'fcn32s_paper', functools.partial(FCN32s, **structure)
        facts = {'structure': structure}
    else:
        name, network, facts = 'fcn32s', MyFcn32sWithAnySize, {}
    model = segmentation.make_model(args, device, network, loader, vgg)
    optimizer = recipes.optimizer(args, model, LR, CAFFE_LR)
    segmentation.train(args, device, name, optimizer, loader, **facts)


def add_options(p):
    p.add_argument(
        '--variant', choices=['post', 'paper'], default='post',
        help="without VGG's fully connected layers, or with them as convolutions",
    )  # fmt: skip


if __name__ == '__main__':
    errors.run(main)
