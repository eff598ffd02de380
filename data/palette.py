"""Look at a label picture, which may seem black: enlarged, coloured, with a legend.

    python -m data.palette VOC2012/SegmentationClass/2007_000033.png -o label.png

An index PNG of few classes looks black where its palette is missing or dark: its
pixels are the small numbers 0, 1, 2. The legend names each class that occurs,
its number and its share of the pixels, and so shows a class that is one too many.
"""

import argparse
import os

from cli import files
from cli.errors import run
from cli.parser import Parser
from data.pictures.classes import read_classes
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
        help="names of the classes (default: classes.txt above the label's folder, else VOC's)",
    )  # fmt: skip
    parser.add_argument('--out', '-o', help='PNG to write (default: in runs/palette)')
    args = parser.parse_args()
    label = load_voc_label(args.label)
    root = os.path.dirname(os.path.dirname(os.path.abspath(args.label)))
    classes = read_classes(root, args.classes)
    entries = legend(label, classes)
    out = args.out or os.path.join('runs', 'palette', os.path.basename(args.label))
    with files.replacing(out) as path:
        draw(label, entries, palette_of(args.label, len(classes))).save(path)
    print('{}: {} x {} pixels'.format(args.label, label.shape[1], label.shape[0]))
    for number, name, share in entries:
        print('{:3d}  {:6.2%}  {}'.format(number, share, name))
    print('{} written'.format(out))


if __name__ == '__main__':
    run(main)
