"""Train FCN-16s as in the post "Fully Convolutional Networks - revisit 2".

The post's steps: loader, the trained FCN-32s, MyFcn16sWithAnySize, copy_model,
MomentumSGD, and the loop. Reported there: about 94 % of the test pixels right
when stopped at epoch 60, two points above the FCN-32s it started from.

    python -m train.fcn16s --init-weights runs/fcn32s/model_final.npz
"""

from cli import errors, options
from models import weights
from models.fcn16s import MyFcn16sWithAnySize
from models.fcn32s import MyFcn32sWithAnySize
from train import loop, segmentation

# The network is trained already but for score_pool4; see train.fcn32s.
LR = 5e-4
CAFFE_LR = 1e-12


def main():
    p = options.parser(__doc__)
    options.add_training(p, epoch=60, batchsize=1, out='runs/fcn16s')
    segmentation.add_options(p)
    args = p.parse_args()
    device = options.use_device(args.device)
    loop.seed(args.seed, device)

    loader = segmentation.load(args)
    fcn32s = weights.load_fcn(args.init_weights, MyFcn32sWithAnySize) if args.init_weights else None
    model = segmentation.make_model(args, MyFcn16sWithAnySize, loader, fcn32s)
    segmentation.train(args, device, 'fcn16s', model, loader, LR, CAFFE_LR)


if __name__ == '__main__':
    errors.run(main)
