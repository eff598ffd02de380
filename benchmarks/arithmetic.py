"""How many products of numbers a step asks for, if each convolution is done as it is defined.

    python -m benchmarks.arithmetic MODULE:FUNCTION

prints 1e9 operations (a product and a sum are two) of a side that runs Chainer. A process of its
own, for the memory that it takes would be counted with that of the next ones to be started.
"""

import importlib
import subprocess
import sys

import chainer


class Products(chainer.FunctionHook):
    """Counts the multiplications of the 2D convolutions, their gradients and deconvolutions.

    Attributes:
        count (int): So far.
    """

    name = 'Products'

    def __init__(self):
        self.count = 0

    def forward_postprocess(self, function, in_data):
        kind = type(function).__name__
        if kind == 'Convolution2DFunction':
            x, W = in_data[:2]
            height, width = function._get_out_size(x.shape, W.shape)
            self.count += len(x) * height * width * W.size
        elif kind == 'Deconvolution2DFunction':
            x, W = in_data[:2]
            self.count += x.size * W[0].size
        elif kind == 'Convolution2DGradW':
            gy = in_data[1]
            _, c, kh, kw = function.W_shape
            self.count += gy.size * c * kh * kw


def gflop(target):
    """What this module prints for a target of ``benchmarks.works``."""
    command = [sys.executable, '-W', 'ignore', '-m', 'benchmarks.arithmetic', target]
    return float(subprocess.check_output(command))


def main():
    module, function = sys.argv[1].split(':')
    work = getattr(importlib.import_module('benchmarks.sides.' + module), function)()
    with Products() as hook:
        amount = work()
    print(2e-9 * hook.count / amount)


if __name__ == '__main__':
    main()
