"""Look at a label picture, which may seem black: enlarged, coloured, with a legend.

    python -m data.palette VOC2012/SegmentationClass/2007_000033.png -o label.png

An index PNG of few classes looks black where its palette is missing or dark: its
pixels are the small numbers 0, 1, 2. The legend names each class that occurs,
its number and its share of the pixels, and so shows a class that is one too many.
"""

import argparse
import os

from cli import files, outputs
from cli.errors import run
from cli.parser import Parser
from data import layouts
from data.pictures.palette import draw, legend, palette_of
from data.pictures.picture import load_voc_label


def main():
    parser = Parser(
        prog='python -m data.palette',
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument('label', metavar='LABEL.png', help='an index PNG')
    parser.add_argument(
        '--classes', metavar='FILE',
        help="names of the classes (default: classes.txt above the label's folder, else VOC's or "
        "CamVid's, as its folders are called)",
    )  # fmt: skip
    parser.add_argument('--out', '-o', help='PNG to write (default: in runs/palette)')
    outputs.add_overwrite(parser)
    args = parser.parse_args()
    label = load_voc_label(args.label)
    layout = layouts.of_label(args.label)
    classes = layout.read_classes(args.classes)
    out = args.out
    if out is None:
        name = os.path.splitext(os.path.basename(args.label))[0]
        out = os.path.join('runs', 'palette', name + '.png')
    inputs = [args.label] + [path for path in [args.classes] if path]
    outputs.check([out], inputs, args.overwrite or args.out is None, ('.png', '.jpg', '.jpeg'))
    entries = legend(label, classes, layout.void(len(classes)))
    palette = palette_of(args.label, len(classes), layout.colours)
    with files.replacing(out) as path:
        draw(label, entries, palette).save(path)
    print('{}: {} x {} pixels'.format(args.label, label.shape[1], label.shape[0]))
    for number, name, share in entries:
        print('{:3d}  {:6.2%}  {}'.format(number, share, name))
    print('{} written'.format(out))


if __name__ == '__main__':
    run(main)
