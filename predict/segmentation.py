"""Draw what a trained segmentation network sees in pictures.

For each picture: NAME.png, the classes as an index PNG in VOC's palette, and
NAME_overlay.png, the prediction laid over the picture as in the posts; beside
the truth, with the share of right pixels under it, where a label is given. A
network that was trained with --scale sees pictures as small as then, and what it
sees is enlarged again.

    python -m predict.segmentation runs/fcn32s photo.jpg
    python -m predict.segmentation runs/fcn32s VOC2012/JPEGImages/2007_000033.jpg \\
        --labels VOC2012/SegmentationClass
"""

import os

import numpy

from cli import errors, files, options
from cli.errors import UserError
from data.pictures.overlay import compared, figure, indexed, overlay
from data.pictures.picture import load_picture, load_voc_label, resized_label, shrunk, to_input
from measures.confusion import accuracy
from predict.parts import networks


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    p.add_argument('pictures', metavar='PICTURE', nargs='+')
    p.add_argument('--labels', metavar='DIR', help='folder of index PNGs of the same names')
    p.add_argument('--out', '-o', default='runs/predict', help='folder to write into')
    options.add_device(p)
    args = p.parse_args()
    model = networks.load(args.run, options.use_device(args.device))
    scale = networks.facts(args.run)['options'].get('scale', 1)
    for path in args.pictures:
        name = os.path.splitext(os.path.basename(path))[0]
        picture = load_picture(path)
        predicted = predict(model, picture, scale)
        row = [(overlay(picture, predicted), name)]
        if args.labels:
            truth = _truth(os.path.join(args.labels, name + '.png'), picture)
            row = compared(picture, truth, [predicted])
            print('{}: {:.2%} of the pixels right'.format(path, accuracy(truth, predicted)))
        _save(indexed(predicted), args.out, name + '.png')
        _save(figure([row]), args.out, name + '_overlay.png')
    print('{} written to {}'.format(2 * len(args.pictures), args.out))


def predict(model, picture, scale):
    """Classes, int32 (H, W), of a picture, uint8 (H, W, 3), that is seen at ``scale``."""
    size = picture.shape[1], picture.shape[0]
    small, _ = shrunk(picture, numpy.zeros(picture.shape[:2], 'i'), scale)
    return resized_label(model.predict(to_input(small)[None])[0], size)


def _truth(path, picture):
    truth = load_voc_label(path)
    if truth.shape != picture.shape[:2]:
        raise UserError('{}: not the size of its picture'.format(path))
    return truth


def _save(image, folder, name):
    with files.replacing(os.path.join(folder, name)) as path:
        image.save(path)


if __name__ == '__main__':
    errors.run(main)
