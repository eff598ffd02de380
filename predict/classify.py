"""Tell what is in pictures: the five likeliest of ImageNet's 1000 classes of each.

By SqueezeNet as its authors published it, which is small and fast (python -m data.download
squeezenet; python -m data.download imagenet_names), or by VGG-16 in any form that train.fcn32s
takes:

    python -m predict.classify photo.jpg
    python -m predict.classify photographs/ --weights VGG_ILSVRC_16_layers.caffemodel

Of each picture the middle is looked at, 227 x 227 (VGG-16: 224 x 224), where its short side is 256.
"""

import os

import chainer
import chainer.functions as F

from cli import errors, options
from cli.errors import UserError
from data import imagenet
from data.download import sources
from data.pictures.picture import check_picture, load_picture
from models import weights
from models.vggnet import VGGNet
from predict.parts import given

TOP = 5


def main():
    p = options.parser(__doc__)
    p.add_argument('pictures', metavar='PICTURE', nargs='+', help='a file, or a folder of them')
    p.add_argument(
        '--weights', metavar='FILE', help='of the network (default: SqueezeNet, as downloaded)'
    )
    p.add_argument(
        '--names', metavar='FILE', help="one a line (default: ImageNet's, as downloaded)"
    )
    options.add_device(p)
    args = p.parse_args()
    pictures = given.pictures(args.pictures)
    for path in pictures:
        check_picture(path)
    names = imagenet.read_names(args.names)
    model = load(args.weights, len(names))
    model.to_device(options.use_device(args.device))
    for path in pictures:
        print(path)
        for share, number in likeliest(model, load_picture(path)):
            print('  {:6.1%}  {}'.format(share, names[number]))


def load(path, n_class):
    """The classifier in a weights file, one of :data:`data.imagenet.INPUTS`.

    Raises:
        UserError: It is not there, no classifier, or one for another number of classes.
    """
    if path is None:
        path = sources.where('squeezenet')
        if not os.path.exists(path):
            raise UserError(
                '{}: not there: fetch it by "python -m data.download squeezenet", or name another '
                'by --weights'.format(path)
            )
    model = weights.load_trained(path)
    if type(model).__name__ not in imagenet.INPUTS:
        raise UserError(
            '{}: a {}, which classifies pixels: python -m predict.segmentation draws what it sees '
            '(give the folder of its run)'.format(path, type(model).__name__)
        )
    if isinstance(model, VGGNet) and model.fc6.W.shape[1] != 8 * model.width * 49:
        raise UserError('{}: made for pictures of another size than 224 x 224'.format(path))
    classes = (model.fc8 if isinstance(model, VGGNet) else model.conv10).b.size
    if classes != n_class:
        raise UserError(
            '{}: knows {} classes, but {} names are given: list its own by --names'.format(
                path, classes, n_class
            )
        )
    return model


def likeliest(model, picture, number=TOP):
    """The likeliest classes of a picture, uint8 (H, W, 3): pairs of share and class."""
    side, mean = imagenet.INPUTS[type(model).__name__]
    x = model.device.send(imagenet.centre(picture, side, mean)[None])
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        y = chainer.backend.CpuDevice().send(F.softmax(model.score(x)).array)[0]
    return [(float(y[i]), int(i)) for i in (-y).argsort(kind='mergesort')[:number]]


if __name__ == '__main__':
    errors.run(main)
