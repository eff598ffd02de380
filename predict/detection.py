"""Draw the objects that a trained YOLO finds in pictures.

For each picture: NAME.png, the picture with a box around each object, its class and its score, and
NAME.json, the same in numbers: boxes as y_min, x_min, y_max, x_max in pixels, half-open. A
photograph is turned upright as its EXIF says.

    python -m predict.detection runs/yolo photo.jpg
    python -m predict.detection runs/yolo photographs/ --out runs/photographs --threshold 0.4
"""

import numpy

from cli import errors, files, kinds, options, outputs
from data.pictures import boxed
from data.pictures.boxes import draw
from data.pictures.picture import check_picture, load_picture, to_input
from models.parts.detection import SHOWN
from predict.parts import detectors, given, networks


def main():
    p = options.parser(__doc__)
    p.add_argument('run', metavar='RUN', help='folder of a training run, or one of its model_*.npz')
    p.add_argument('pictures', metavar='PICTURE', nargs='+', help='a file, or a folder of them')
    p.add_argument('--out', '-o', default='runs/predict', help='folder to write into')
    p.add_argument(
        '--threshold', type=kinds.share, default=SHOWN, help='show objects with a score above it'
    )
    outputs.add_overwrite(p)
    options.add_device(p)
    args = p.parse_args()
    classes = detectors.facts(args.run)['classes']
    pictures = given.pictures(args.pictures)
    written = given.check_out(args, pictures, ('.png', '.json'), networks.inputs(args.run))
    for path in pictures:
        check_picture(path)
    model = detectors.load(args.run, options.use_device(args.device))
    for path, (drawn, told) in zip(pictures, written):
        picture = load_picture(path)
        boxes, labels, scores = find(model, picture, args.threshold)
        names = [classes[label] for label in labels]
        captions = ['{} {:.2f}'.format(name, score) for name, score in zip(names, scores)]
        with files.replacing(drawn) as temporary:
            draw(picture, boxes, labels, captions).save(temporary)
        objects = [
            {'class': name, 'score': float(score), 'box': box.tolist()}
            for name, score, box in zip(names, scores, boxes)
        ]
        size = {'height': picture.shape[0], 'width': picture.shape[1]}
        files.write_json(told, dict(size, picture=path, run=args.run, objects=objects))
        print('{}: {}\n  {}\n  {}'.format(path, ', '.join(captions) or 'nothing', drawn, told))


def find(model, picture, threshold):
    """Objects in a picture.

    Args:
        model (~models.parts.detection.Detection): Network.
        picture: uint8 (H, W, 3), RGB.
        threshold (float): Of their scores.

    Returns:
        tuple: Boxes, float32 (R, 4), in pixels of the picture; classes int32 (R,); scores float32
        (R,), the surest first.
    """
    x, _ = boxed.resized(to_input(picture), numpy.zeros((0, 4), 'f'), model.size)
    boxes, labels, scores = model.predict(x[None], threshold)[0]
    return boxes * numpy.array(picture.shape[:2] * 2, numpy.float32), labels, scores


if __name__ == '__main__':
    errors.run(main)
