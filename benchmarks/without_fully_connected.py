"""What SegNet saves by leaving out VGG's fully connected layers, and what its decoder costs.

    python -m benchmarks.without_fully_connected --out results/segnet/fully_connected.md

Post 000: fc6 and fc7, which FCN makes convolutions of, take much time and memory; SegNet leaves
them out. Beside SegNet stand the FCN of the paper, which has them, and the FCN-32s of the posts,
which leaves them out too, all at VGG-16's width for CamVid's 11 classes: parameters,
multiplications of a picture of 360 x 480, processor time of a prediction, the least of --repeat.
"""

import time

import numpy

from benchmarks.arithmetic import Products
from cli import errors, files, kinds, options, outputs
from models.fcn32s import MyFcn32sWithAnySize
from models.fcn32s_paper import FCN32s
from models.segnet import SegNet

N_CLASS = 11
SIZE = 360, 480
NETWORKS = (
    ("FCN-32s, the paper's, with fc6 and fc7", FCN32s),
    ("FCN-32s, the posts', without", MyFcn32sWithAnySize),
    ('SegNet', SegNet),
)


def main():
    p = options.parser(__doc__)
    p.add_argument('--width', type=kinds.units, default=64, help="of VGG's first block")
    p.add_argument('--repeat', type=kinds.positive, default=2, help='predictions of each')
    p.add_argument('--out', '-o', help='Markdown to write (default: none)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    if args.out:
        outputs.check([args.out], [], args.overwrite, ('.md',))
    text = table([(name,) + measured(network(N_CLASS, args.width), args.repeat)
                  for name, network in NETWORKS])  # fmt: skip
    print(text)
    if args.out:
        files.write_text(args.out, text)


def measured(model, repeat):
    """Parameters, multiplications of a picture, and seconds of the fastest prediction."""
    x = (60 * numpy.random.RandomState(0).randn(1, 3, *SIZE)).astype('f')
    with Products() as hook:
        model.predict(x)
    times = []
    for _ in range(repeat):
        start = time.process_time()
        model.predict(x)
        times.append(time.process_time() - start)
    return model.count_params(), hook.count, min(times)


def table(rows):
    """In Markdown, times beside those of the first.

    Args:
        rows: Name of each network, and what :func:`measured` gives.
    """
    lines = [
        '| network | parameters, million | times | multiplications, 1e9 | times | s | times |',
        '|---|---|---|---|---|---|---|',
    ]
    _, *first = rows[0]
    for name, *found in rows:
        cells = []
        for value, one, unit in zip(found, first, (1e6, 1e9, 1)):
            cells += ['{:.1f}'.format(value / unit), '{:.2f}'.format(value / one)]
        lines.append('| {} | {} |'.format(name, ' | '.join(cells)))
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
