"""What it saves to make VGG's fully connected layers convolutions, in place of sliding a window.

    python -m benchmarks.sliding --out results/fcn/sliding.md

Post 000: a classifier that is slid over a picture applies its filters to the same pixels again and
again; as convolutions it takes the whole picture at once. Both give the scores of every window of
224 x 224 at a step of 32 pixels, the classifier a row of windows at a time. Counted are the
multiplications at the paper's width of 64, timed are both at --width, in turn, in one process; the
seconds are the fastest of --repeat. Side by side for pictures of several sizes.
"""

import time

import chainer
import numpy

from benchmarks.arithmetic import Products
from cli import errors, files, kinds, options, outputs
from models.fcn32s_paper import FCN32s
from models.vggnet import VGGNet
from models.weights.copy_model import copy_model

WINDOW, STEP = 224, 32
SIDES = 224, 256, 320, 416, 512
N_CLASS = 1000
PAPER = 64


def slid(vgg, x):
    """Class scores (n_class, rows, columns) of all windows of a picture (1, 3, H, W)."""
    rows = []
    for top in range(0, x.shape[2] - WINDOW + 1, STEP):
        row = [
            x[0, :, top : top + WINDOW, left : left + WINDOW]
            for left in range(0, x.shape[3] - WINDOW + 1, STEP)
        ]
        rows.append(vgg.score(numpy.stack(row)).array)
    return numpy.stack(rows).transpose(2, 0, 1)


def at_once(fcn, x):
    """As :func:`slid`, by the same layers as convolutions over the whole picture."""
    return fcn.windows(fcn.pools(x)[-1]).array[0]


def networks(width):
    """The classifier, and the same as convolutions."""
    vgg = VGGNet(N_CLASS, WINDOW, width)
    fcn = FCN32s(N_CLASS, width, vgg.cells)
    copy_model(vgg, fcn)
    # copy_model knows layers by their names, and here the last one is the classifier's.
    fcn.score_fr.W.array[...] = vgg.fc8.W.array.reshape(fcn.score_fr.W.shape)
    fcn.score_fr.b.array[...] = vgg.fc8.b.array
    return vgg, fcn


def windows(side):
    """How many windows a square picture has."""
    return ((side - WINDOW) // STEP + 1) ** 2


def products(fcn, side):
    """Multiplications of the network as convolutions, once over a picture of ``side``."""
    with Products() as hook:
        at_once(fcn, _picture(side))
    return hook.count


def seconds(width, side, repeat):
    """The fastest of each: slid, and at once."""
    vgg, fcn = networks(width)
    x = _picture(side)
    found = []
    for _ in range(repeat):
        for function, network in ((slid, vgg), (at_once, fcn)):
            start = time.perf_counter()
            function(network, x)
            found.append(time.perf_counter() - start)
    return min(found[::2]), min(found[1::2])


def _picture(side):
    return numpy.random.RandomState(0).normal(0, 60, (1, 3, side, side)).astype('f')


def table(rows, width):
    """Markdown of rows (side, multiplications at once, seconds slid, seconds at once)."""
    lines = [
        '| picture | windows | multiplications, slid | at once | ratio | seconds at width {}, slid '
        '| at once | ratio |'.format(width),
        '|---|---|---|---|---|---|---|---|',
    ]
    # One window is a picture of its size.
    one = rows[0][1]
    for side, whole, slow, fast in rows:
        lines.append(
            '| {0}x{0} | {1} | {2:.1f} G | {3:.1f} G | {4:.1f} | {5:.2f} | {6:.2f} '
            '| {7:.1f} |'.format(
                side, windows(side), windows(side) * one / 1e9, whole / 1e9,
                windows(side) * one / whole, slow, fast, slow / fast,
            )
        )  # fmt: skip
    return '\n'.join(lines) + '\n'


def main():
    p = options.parser(__doc__)
    p.add_argument('--width', type=kinds.units, default=16, help='of the networks that are timed')
    p.add_argument('--repeat', type=kinds.positive, default=3, help='times each is timed')
    p.add_argument('--out', '-o', help='Markdown file to write (default: only shown)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    if args.out:
        outputs.check([args.out], [], args.overwrite)
    rows = []
    counted = FCN32s(N_CLASS, PAPER)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        for side in SIDES:
            rows.append((side, products(counted, side)) + seconds(args.width, side, args.repeat))
            print('{0}x{0}: counted and timed'.format(side), flush=True)
    text = table(rows, args.width)
    print(text)
    if args.out:
        files.write_text(args.out, text)


if __name__ == '__main__':
    errors.run(main)
