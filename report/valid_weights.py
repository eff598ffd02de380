"""How many weights of a dilated 3x3 see the map and not its padding, as the rate grows.

    python -m report.valid_weights --out results/deeplab

Post 003 shows figure 4 of Chen et al. 2017 ("Rethinking Atrous Convolution"): of a 3x3 on a map of
65 x 65 cells, the share of the cells at which one, four or all nine of the weights are applied to
cells of the map. At a rate near the map's side the 3x3 is a 1x1 of its middle weight. Writes
valid_weights.png and valid_weights.md.
"""

import os

import numpy

from cli import errors, files, kinds, options, outputs, plots

# Of the papers: ASPP's at output strides of 16 and 8, and up to beyond the map.
SHOWN = (1, 6, 12, 18, 24, 36, 48, 64)


def main():
    p = options.parser(__doc__)
    p.add_argument('--side', type=kinds.pixels, default=65, help='cells along a side of the map')
    p.add_argument('--out', '-o', default='results/deeplab', help='folder to write into')
    outputs.add_overwrite(p)
    args = p.parse_args()
    names = [os.path.join(args.out, 'valid_weights' + end) for end in ('.png', '.md')]
    outputs.check(names, [], args.overwrite)
    draw(args.side, names[0])
    text = table(args.side)
    files.write_text(names[1], text)
    print(text)


def shares(side, rate):
    """Shares of the cells of a map at which just so many weights are valid.

    Args:
        side (int): Of the map, in cells.
        rate (int): Cells from a weight to the next.

    Returns:
        dict: By number of valid weights, 1 to 9: float, 0 to 1; only numbers that occur.
    """
    places = numpy.arange(side)
    along = 1 + (places >= rate) + (places + rate < side).astype(int)
    numbers, cells = numpy.unique(numpy.outer(along, along), return_counts=True)
    return {int(n): float(c) / side**2 for n, c in zip(numbers, cells)}


def mean(side, rate):
    """Valid weights of a cell, on average: 1 to 9."""
    return sum(number * share for number, share in shares(side, rate).items())


def table(side):
    lines = [
        '| rate, map of {0} x {0} | 1 weight valid | 4 | 9 | others | mean of 9 |'.format(side),
        '|---|---|---|---|---|---|',
    ]
    for rate in SHOWN:
        found = shares(side, rate)
        cells = [found.get(number, 0.0) for number in (1, 4, 9)]
        cells = ['{:.1%}'.format(share) for share in cells + [1 - sum(cells)]]
        lines.append('| {} | {} | {:.2f} |'.format(rate, ' | '.join(cells), mean(side, rate)))
    return '\n'.join(lines) + '\n'


def draw(side, path):
    """The figure of the paper."""
    figure, axes = plots.plt.subplots(figsize=(6, 3.6))
    rates = range(1, side + side // 2)
    for number in 1, 4, 9:
        share = [shares(side, rate).get(number, 0) for rate in rates]
        axes.plot(rates, share, label='{} valid'.format(number))
    axes.set_xlabel('rate')
    axes.set_ylabel('share of the {0} x {0} cells'.format(side))
    axes.legend(title='weights of a 3x3')
    figure.tight_layout()
    plots.save(figure, path, dpi=120)


if __name__ == '__main__':
    errors.run(main)
