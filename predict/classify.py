"""Tell what is in pictures: the five likeliest of ImageNet's 1000 classes, or of a run's own.

By SqueezeNet as its authors published it, which is small and fast (python -m data.download
squeezenet; python -m data.download imagenet_names), by VGG-16 in any form that train.fcn32s takes,
or by a classifier that was trained here:

    python -m predict.classify photo.jpg
    python -m predict.classify photographs/ --weights VGG_ILSVRC_16_layers.caffemodel
    python -m predict.classify photographs/ --run runs/spp_net

By ImageNet's networks the middle of each picture is looked at, 227 x 227 (VGG-16: 224 x 224),
where its short side is 256; by a run's, what its training showed.
"""

import chainer
import chainer.functions as F

from cli import errors, options
from cli.errors import UserError
from data import imagenet
from data.pictures.picture import check_picture, load_picture
from predict.parts import classifiers, given

TOP = 5


def main():
    p = options.parser(__doc__)
    p.add_argument('pictures', metavar='PICTURE', nargs='+', help='a file, or a folder of them')
    p.add_argument(
        '--run', metavar='RUN', help='folder of a training run, or one of its model_*.npz'
    )
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
    classifier = load(args)
    classifier.model.to_device(options.use_device(args.device))
    for path in pictures:
        print(path)
        for share, number in likeliest(classifier, load_picture(path)):
            print('  {:6.1%}  {}'.format(share, named(classifier, number)))


def load(args):
    """The :class:`~predict.parts.classifiers.Classifier` that the options ask for.

    Raises:
        UserError: As :func:`~predict.parts.classifiers.of_run` and ``of_imagenet``; both a run and
            a weights file or its names are given.
    """
    if args.run is None:
        return classifiers.of_imagenet(args.weights, imagenet.read_names(args.names))
    if args.weights or args.names:
        raise UserError('--run brings its own weights and names: leave out --weights and --names')
    return classifiers.of_run(args.run)


def named(classifier, number):
    """Name of a class; of a run that tells none, its number."""
    return classifier.classes[number] if classifier.classes else 'class {}'.format(number)


def shares(classifier, picture):
    """How probable each class is, float32 (n_class,), for a picture, uint8 (H, W, 3), RGB."""
    model = classifier.model
    x = model.device.send(classifier.prepare(picture)[None])
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        return chainer.backend.CpuDevice().send(F.softmax(model.score(x)).array)[0]


def likeliest(classifier, picture, number=TOP):
    """The likeliest classes of a picture, uint8 (H, W, 3), RGB: pairs of share and class."""
    y = shares(classifier, picture)
    return [(float(y[i]), int(i)) for i in (-y).argsort(kind='mergesort')[:number]]


if __name__ == '__main__':
    errors.run(main)
