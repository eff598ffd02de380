"""What depthwise separable convolutions save in DeepLabv3+: parameters and multiplications.

    python -m benchmarks.separable --out results/deeplab/separable.md

Post 003: they stand in ASPP and decoder to save both. The network is run once; beside it stands the
same with a plain 3x3, batch normalization behind it, in place of each separable convolution. By
default the paper's width on its picture of 513 x 513, 21 classes.
"""

import chainer
import numpy

from benchmarks.arithmetic import Products
from cli import errors, files, kinds, options, outputs
from models.deeplab import DeepLabV3Plus
from models.parts.separable import SeparableConvolution

PARTS = ('xception', 'aspp', 'decoder')


class Counts(chainer.LinkHook):
    """Multiplications of each part of a network, and what plain convolutions would take more.

    Used as a context around one forward pass.

    Attributes:
        products, more_products, more_parameters (dict): By name of the part; '' is the whole.
    """

    name = 'Counts'

    def __init__(self, model):
        self._parts = {id(model[part]): part for part in PARTS}
        self._within = ['']
        self._before = {}
        self._hook = Products()
        self.products = {}
        self.more_products = dict.fromkeys(('',) + PARTS, 0)
        self.more_parameters = dict(self.more_products)

    def added(self, _):
        self._hook.__enter__()

    def deleted(self, _):
        self._hook.__exit__()
        self.products[''] = self._hook.count

    def forward_preprocess(self, args):
        part = self._parts.get(id(args.link))
        if part:
            self._within.append(part)
            self._before[part] = self._hook.count

    def forward_postprocess(self, args):
        if isinstance(args.link, SeparableConvolution):
            c, out = args.args[0].shape[1], args.out.shape[1]
            cells = args.out.size // out
            for name in self._within:
                self.more_products[name] += cells * (9 * c * out - (9 * c + c * out))
                # The normalization between the two is not there either.
                plain, own = 9 * c * out + 2 * out, args.link.count_params()
                self.more_parameters[name] += plain - own
        part = self._parts.get(id(args.link))
        if part:
            self.products[part] = self._hook.count - self._before[part]
            self._within.remove(part)


def count(model, x):
    """A dict by part, '' the whole: (parameters, multiplications) as they are and in plain."""
    hook = Counts(model)
    with chainer.using_config('train', False), chainer.no_backprop_mode(), hook:
        model.score(x, x.shape[2:])
    found = {}
    for part in PARTS + ('',):
        own = (model[part] if part else model).count_params(), hook.products[part]
        more = hook.more_parameters[part], hook.more_products[part]
        found[part] = own, tuple(a + b for a, b in zip(own, more))
    return found


def table(found):
    """What :func:`count` finds, in Markdown."""
    lines = [
        '| | parameters, separable | plain | ratio | multiplications, separable | plain | ratio |',
        '|---|---|---|---|---|---|---|',
    ]
    for part, (own, plain) in found.items():
        cells = []
        for a, b, unit, name in zip(own, plain, (1e6, 1e9), ('M', 'G')):
            cells += ['{:.2f} {}'.format(n / unit, name) for n in (a, b)]
            cells.append('{:.1f}'.format(b / a))
        lines.append('| {} | {} |'.format(part or 'the whole network', ' | '.join(cells)))
    return '\n'.join(lines) + '\n'


def main():
    p = options.parser(__doc__)
    p.add_argument('--width', type=kinds.units, default=32, help="channels of Xception's first")
    p.add_argument('--size', type=kinds.pixels, default=513, help='side of the picture')
    p.add_argument('--classes', type=kinds.units, default=21, help='how many')
    p.add_argument('--out', '-o', help='Markdown file to write (default: only shown)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    if args.out:
        outputs.check([args.out], [], args.overwrite)
    x = numpy.zeros((1, 3, args.size, args.size), 'f')
    text = table(count(DeepLabV3Plus(args.classes, args.width), x))
    print(text)
    if args.out:
        files.write_text(args.out, text)


if __name__ == '__main__':
    errors.run(main)
