"""Train FCN-8s at once, from VGGNet's weights, without the steps 32s and 16s.

The variant of the authors' Caffe repository (voc-fcn8s-atonce). Reported there
(seg11valid): mean IU 65.4, after the three steps 65.5.

    python -m train.fcn8s_atonce --init-weights runs/vggnet/model_final.npz

--init-weights takes what train.fcn32s takes.
"""

from cli import errors
from models import weights
from models.fcn8s import MyFcn8sAtOnceWithAnySize
from train.parts import recipes, segmentation

LR = 1e-3  # as train.fcn32s
CAFFE_LR = 1e-10


def main():
    args, device = segmentation.begin(
        __doc__, 'fcn8s_atonce', recipes.add_option, epoch=60, batchsize=1
    )

    loader = segmentation.load(args)
    vgg = weights.load_trained(args.init_weights) if args.init_weights else None
    model = segmentation.make_model(args, device, MyFcn8sAtOnceWithAnySize, loader, vgg)
    optimizer = recipes.optimizer(args, model, LR, CAFFE_LR)
    segmentation.train(args, device, 'fcn8s_atonce', optimizer, loader)


if __name__ == '__main__':
    errors.run(main)
