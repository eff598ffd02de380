"""Train FCN-16s as in the post "Fully Convolutional Networks - revisit 2".

The post's steps: loader, the trained FCN-32s, MyFcn16sWithAnySize, copy_model,
MomentumSGD, and the loop. Reported there: about 94 % of the test pixels right
when stopped at epoch 60, two points above the FCN-32s it started from.

    python -m train.fcn16s --init-weights runs/fcn32s/model_final.npz
"""

from cli import errors
from models import weights
from models.fcn16s import MyFcn16sWithAnySize
from train.parts import recipes, segmentation

# The network is trained already but for score_pool4; see train.fcn32s.
LR = 5e-4
CAFFE_LR = 1e-12


def main():
    args, device = segmentation.begin(__doc__, 'fcn16s', recipes.add_option, epoch=60, batchsize=1)

    loader = segmentation.load(args)
    fcn32s = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(args, device, MyFcn16sWithAnySize, loader, fcn32s)
    optimizer = recipes.optimizer(args, model, LR, CAFFE_LR)
    segmentation.train(args, device, 'fcn16s', optimizer, loader)


if __name__ == '__main__':
    errors.run(main)
