"""Look at pictures with boxes: what a folder holds, or the boxes of one picture drawn on it.

    python -m data.boxes VOC2012
    python -m data.boxes VOC2012 2008_000008 -o boxes.png

Folders are VOC's (Annotations/NAME.xml), those of labelImg and the like, or pictures with one file
boxes.txt (data/folders/box_folders.py). Without a name the objects of each class are counted, in
the pictures for training and in those for testing; the first annotation that is wrong is told.
With a name the objects of this picture are printed, each with its box: y_min, x_min, y_max, x_max
in pixels from 0, half-open. Difficult ones have a thin frame.
"""

import argparse
import os

from cli import files, outputs
from cli.errors import UserError, run
from cli.parser import Parser
from data import inventory
from data.detection import DetectionDataset, DetectionLoader
from data.folders import box_folders
from data.pictures.boxes import draw
from data.pictures.picture import to_picture


def main():
    parser = Parser(
        prog='python -m data.boxes',
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument('root', metavar='DIR', help='folder of the data set')
    parser.add_argument('name', metavar='NAME', nargs='?', help='a picture, without suffix')
    parser.add_argument(
        '--classes', metavar='FILE',
        help="names of the classes (default: classes.txt in the folder, else VOC's, or as the "
        'objects are called)',
    )  # fmt: skip
    parser.add_argument('--out', '-o', help='PNG to write (default: in runs/boxes)')
    outputs.add_overwrite(parser)
    args = parser.parse_args()
    if args.name is None:
        if args.out is not None:
            raise UserError('--out {}: of which picture? Give its name too'.format(args.out))
        loader = DetectionLoader(args.root, classes=args.classes)
        print(inventory.objects_table(loader, args.classes is not None))
    else:
        show(args)


def show(args):
    """Draw and print the boxes of the picture ``args.name``."""
    layout = box_folders.find(args.root)
    data = DetectionDataset(args.root, [args.name], layout.read_classes(args.classes))
    out = args.out
    if out is None:
        out = os.path.join('runs', 'boxes', os.path.basename(args.name) + '.png')
    inputs = layout.inputs() + [path for path in (args.classes,) if path]
    outputs.check([out], inputs, args.overwrite or args.out is None, ('.png', '.jpg', '.jpeg'))
    objects, (x, boxes, labels, difficult) = data.objects(0), data[0]
    drawn = draw(to_picture(x), boxes, labels, [found.name for found in objects], difficult)
    with files.replacing(out) as path:
        drawn.save(path)
    print('{}: {} x {} pixels'.format(data.pair(0)[0], x.shape[2], x.shape[1]))
    for found, box in zip(objects, boxes):
        marks = [mark for mark in ('difficult', 'truncated') if getattr(found, mark)]
        print('{}  {}'.format('  '.join('{:7.1f}'.format(v) for v in box), found.name), *marks)
    print('{} written'.format(out))


if __name__ == '__main__':
    run(main)
