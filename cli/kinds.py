"""Kinds of numbers that options hold, each with its range: types for ``add_argument``.

A script names the kind, and a number outside of it ends in one line that tells the range.
"""

import argparse
import math


def whole(least, most, or_0=False):
    """Type of an option: a whole number from ``least`` to ``most``, or 0 that asks for none."""

    def read(text):
        try:
            value = int(text)
        except ValueError:
            value = None
        if or_0 and value == 0:
            return value
        if value is None or not least <= value <= most:
            raise argparse.ArgumentTypeError(
                'must be {}a whole number from {} to {}, not {!r}'.format(
                    '0 or ' * or_0, least, most, text
                )
            )
        return value

    return read


def real(least, most, above=False):
    """Type of an option: a number from ``least`` to ``most``, or ``above`` the least."""

    def read(text):
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        # No comparison holds for NaN.
        if not (least < value if above else least <= value) or not value <= most:
            range_ = 'above {:g} and at most {:g}' if above else 'from {:g} to {:g}'
            raise argparse.ArgumentTypeError(
                'must be a number {}, not {!r}'.format(range_.format(least, most), text)
            )
        return value

    return read


def among(*values):
    """Type of an option: one of these whole numbers."""

    def read(text):
        if text not in map(str, values):
            raise argparse.ArgumentTypeError(
                'must be {}, not {!r}'.format(' or '.join(map(str, values)), text)
            )
        return int(text)

    return read


# How many of something there are; what counts them is often a C int.
positive = whole(1, 2**31 - 1)
# Channels or units of a layer: a weight of twice so many sides is still an array NumPy can name.
units = whole(1, 2**16)
# Sides of a picture.
pixels = whole(1, 2**14)
# Processes that load; more of them than this only stand in each other's way.
processes = whole(0, 256)
# What NumPy's generators take.
seed = whole(0, 2**32 - 1)

# A learning rate; float32 ends at 3e38.
rate = real(0, 1e30, above=True)
# What sides of pictures are shrunk by. Of less than a hundredth nothing is left to see.
scale = real(0.01, 1)
# What sides are enlarged by, or shrunk by its inverse.
zoom = real(1, 10)
# By which a weight or a rate is raised; 0 does nothing.
power = real(0, 10)
# A part of a whole; 0: none of it.
share = real(0, 1)
# The same, but never the whole: of what is left something must come.
part = real(0, 0.99)
# What a bias starts at.
bias = real(-1e3, 1e3)


def device(text):
    """Type of ``--device``: what Chainer takes, from what people write.

    ``cpu`` is -1, ``gpu`` and ``cuda`` are 0, ``gpu:N`` and ``cuda:N`` are N. (To Chainer
    ``cuda:N`` is a device of ChainerX, which is not to be had any more.)
    """
    name = {'cpu': '-1', 'gpu': '0', 'cuda': '0'}.get(text.lower(), text)
    kind, _, number = name.rpartition(':')
    if kind.lower() in ('', 'gpu', 'cuda', '@cupy') and number.isdigit():
        return name if kind == '@cupy' else str(int(number))
    if name in ('-1', '@numpy', '@intel64'):
        return name
    raise argparse.ArgumentTypeError(
        'must be -1, cpu or @numpy (the CPU), or 0, gpu, cuda:0 or @cupy:0 (the first GPU, and so '
        'on), not {!r}'.format(text)
    )
