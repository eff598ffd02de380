"""Train FCN-32s as in the post "Fully Convolutional Networks by Chainer - revisit 1".

The post's steps: loader, VGGNet, MyFcn32sWithAnySize, copy_model, MomentumSGD,
and the loop, one picture of any size a step. Reported there: just under 92 % of
the test pixels right, after 3.5 days on a g2.2xlarge.

--init-weights takes VGG-16 as Caffe, torchvision, Chainer or train.vggnet saved it
(python -m data.download vgg16 fetches the first), or an FCN of ours to go on from.
"""

from cli import errors
from models import weights
from models.fcn32s import MyFcn32sWithAnySize
from train.parts import recipes, segmentation

# The posts print no learning rate. This one belongs to the mean loss over the
# pixels of a picture. From train.vggnet's weights on the shapes, 2e-3 ended higher
# (loss .65 against .49 after three epochs); from nothing, 1e-2 ended in NaN.
LR = 1e-3
# At the sum over the pixels, and weights trained on ImageNet.
CAFFE_LR = 1e-10


def main():
    args, device = segmentation.begin(__doc__, 'fcn32s', recipes.add_option, epoch=60, batchsize=1)

    loader = segmentation.load(args)
    vgg = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(args, device, MyFcn32sWithAnySize, loader, vgg)
    optimizer = recipes.optimizer(args, model, LR, CAFFE_LR)
    segmentation.train(args, device, 'fcn32s', optimizer, loader)


if __name__ == '__main__':
    errors.run(main)
