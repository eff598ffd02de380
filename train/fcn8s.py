"""Train FCN-8s from a trained FCN-16s, the step that the posts announce.

As train.fcn16s. The post of 2016-07-16 expects about 93 % of the test pixels
right after 16s and 8s; the one of 2016-07-18 reached 94 % with 16s and ended there.

    python -m train.fcn8s --init-weights runs/fcn16s/model_final.npz
"""

from cli import errors
from models import weights
from models.fcn8s import MyFcn8sWithAnySize
from train.parts import recipes, segmentation

# The network is trained already but for score_pool3; see train.fcn32s.
LR = 5e-4
CAFFE_LR = 1e-14


def main():
    args, device = segmentation.begin(__doc__, 'fcn8s', recipes.add_option, epoch=60, batchsize=1)

    loader = segmentation.load(args)
    fcn16s = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(args, device, MyFcn8sWithAnySize, loader, fcn16s)
    optimizer = recipes.optimizer(args, model, LR, CAFFE_LR)
    segmentation.train(args, device, 'fcn8s', optimizer, loader)


if __name__ == '__main__':
    errors.run(main)
