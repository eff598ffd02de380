"""Strided convolutions and deconvolutions as ones of stride 1.

Of what a deconvolution of stride s makes, every s-th row comes from the same rows of its filter.
So the s x s phases of the large picture, taken as channels, are an ordinary convolution of the
small picture: FCN's last enlargement by 4 with a filter of 16x16 has 4x4 taps then instead of 256,
and as many products. Where the taps are 3x3 then (5x5 and 6x6 by 2, 11x11 by 4), Winograd's
algorithm takes fewer.
"""

import numpy

from chainer_accel.base import optional
from chainer_accel.base.memory import bias_vector, channels_last
from chainer_accel.base.parallel import share
from chainer_accel.convolution import products
from chainer_accel.convolution.columns import Geometry

# Products by Winograd's algorithm, of those that columns take: its transforms take time as well.
_FEWER = 0.6
# By columns, taps of all phases for each of the filter's: a 3x3 filter by 2 has 16, and is slower.
_MORE = 4 / 3


def pays(x, geo, channels, size, groups):
    """Whether to take a convolution this way, or a deconvolution.

    Args:
        x (numpy.ndarray): One of the two pictures (N, channels, height, width).
        geo (~chainer_accel.convolution.columns.Geometry): The convolution.
        channels (tuple): Of the small and of the large picture.
        size (tuple): Height and width of the small one.
        groups (int): Groups of channels.

    Returns:
        bool: Whether it can be, and saves copies, columns of the small picture for those of the
        large one, or products.
    """
    strides = (geo.sy, geo.sx)
    if groups != 1 or strides == (1, 1) or (geo.dy, geo.dx) != (1, 1):
        return False
    if geo.ph >= geo.kh or geo.pw >= geo.kw or geo.kh < geo.sy or geo.kw < geo.sx:
        return False
    small, large = channels
    rows, cols = _taps(geo)
    taps = geo.kh * geo.kw
    if 2 * rows * cols * small <= taps * large and rows * cols * geo.sy * geo.sx <= _MORE * taps:
        return True
    return _winograd(x, geo, channels, size) is not None


def _taps(geo):
    """Rows and columns of each phase's taps; of all of them together, rounded up."""
    return -(-geo.kh // geo.sy), -(-geo.kw // geo.sx)


def _winograd(x, geo, channels, size):
    """The module that takes the phases' convolution in fewer products, or None."""
    module = optional.module_for(x, 'winograd.narrow')
    phases = geo.sy * geo.sx
    plain = Geometry(*(_taps(geo) + (1, 1, 0, 0, 1, 1)))
    if module is None or not module.serves(plain, phases * channels[1], channels[0], size, len(x)):
        return None
    taken = module.products(len(x), size) * phases
    pixels = len(x) * size[0] * size[1]
    return module if taken <= _FEWER * geo.kh * geo.kw * pixels else None


class _Phases:
    """The phases of a picture of ``size`` (height, width) in a convolution to a smaller one."""

    def __init__(self, geo, size):
        self._geo, self._size = geo, size
        self._stride = (geo.sy, geo.sx)
        self._taps = _taps(geo)
        # Padding included, row Y of the picture is row Y // s of phase Y % s. Those that it has:
        first = [p // s for p, s in zip((geo.ph, geo.pw), self._stride)]
        self.size = tuple(
            (n - 1 + p) // s + 1 - f
            for n, p, s, f in zip(size, (geo.ph, geo.pw), self._stride, first)
        )
        pad = tuple(a - 1 - f for a, f in zip(self._taps, first))
        self.geo = Geometry(*(self._taps + (1, 1) + pad + (1, 1)))
        self.turned = Geometry(*(self._taps + (1, 1) + tuple(first) + (1, 1)))
        self._before = [p - s * f for p, s, f in zip((geo.ph, geo.pw), self._stride, first)]

    def weights(self, W):
        """Weights (small, large, kh, kw) as (phases large, small) + taps of a convolution."""
        (a, b), (sy, sx) = self._taps, self._stride
        small, large, kh, kw = W.shape
        whole = numpy.zeros((small, large, a * sy, b * sx), W.dtype)
        whole[:, :, :kh, :kw] = W
        whole = whole.reshape(small, large, a, sy, b, sx)[:, :, ::-1, :, ::-1]
        return whole.transpose(3, 5, 1, 0, 2, 4).reshape(sy * sx * large, small, a, b)

    def weights_back(self, weights, shape):
        """Turn round what ``weights`` does."""
        (a, b), (sy, sx) = self._taps, self._stride
        small, large, kh, kw = shape
        whole = weights.reshape(sy, sx, large, small, a, b).transpose(3, 2, 4, 0, 5, 1)
        whole = whole[:, :, ::-1, :, ::-1].reshape(small, large, a * sy, b * sx)
        return numpy.ascontiguousarray(whole[:, :, :kh, :kw])

    def _pairs(self, y, z):
        """Each phase in the picture ``y`` (N, H, W, C) and in ``z`` (N, h, w, sy, sx, C)."""
        for j, rows, its_rows in self._parts(0):
            for i, cols, its_cols in self._parts(1):
                yield y[:, rows, cols], z[:, its_rows, its_cols, j, i]

    def _parts(self, axis):
        """Of each phase along an axis: number, where it is in the picture, what of it."""
        s, before, n = self._stride[axis], self._before[axis], self._size[axis]
        for j in range(s):
            first = 0 if j >= before else 1
            at = s * first + j - before
            count = max(0, -(-(n - at) // s))
            yield j, slice(at, None, s), slice(first, first + count)

    def merge(self, z, b):
        """Phases (N, phases channels, h, w) as a picture, with bias ``b`` or None."""
        z = self._apart(channels_last(z))
        y = numpy.empty((len(z),) + self._size + z.shape[5:], z.dtype)
        compiled = optional.module_for(z, 'convolution.phases_kernels')
        if compiled:
            bias = bias_vector(b, y.shape[3])
            z = numpy.ascontiguousarray(z).reshape((-1,) + z.shape[2:])
            rows = y.reshape((-1,) + y.shape[2:])
            heights = (y.shape[1], self.size[0])
            share(compiled.merge, len(rows), z, tuple(self._before), bias, heights, rows)
            return y.transpose(0, 3, 1, 2)
        for part, phase in self._pairs(y, z):
            if b is None:
                part[...] = phase
            else:
                numpy.add(phase, b, out=part)
        return y.transpose(0, 3, 1, 2)

    def split(self, y):
        """A picture (N, C, H, W) as its phases, 0 where it has no pixel."""
        y = channels_last(y)
        sy, sx = self._stride
        shape = (len(y),) + self.size + (sy, sx, y.shape[3])
        compiled = optional.module_for(y, 'convolution.phases_kernels')
        if compiled:
            z = numpy.empty(shape, y.dtype)
            rows = z.reshape((-1,) + z.shape[2:])
            flat = numpy.ascontiguousarray(y).reshape(-1)
            share(compiled.split, len(rows), flat, y.shape[1:], tuple(self._before), rows)
            return z.reshape(z.shape[:3] + (-1,)).transpose(0, 3, 1, 2)
        z = numpy.zeros(shape, y.dtype)
        for part, phase in self._pairs(y, z):
            phase[...] = part
        return z.reshape(z.shape[:3] + (-1,)).transpose(0, 3, 1, 2)

    def _apart(self, z):
        return z.reshape(z.shape[:3] + self._stride + (-1,))


def enlarge(x, W, b, geo, size):
    """Deconvolution of ``x`` (N, C, h, w) with ``W`` (C, O, kh, kw): (N, O) + size."""
    phases = _Phases(geo, size)
    z = products.convolve(x, phases.weights(W), None, phases.geo, phases.size, 1)
    return phases.merge(z, b)


def reduce(x, W, b, geo, size):
    """Convolution of ``x`` (N, C, H, W) with ``W`` (O, C, kh, kw): (N, O) + size."""
    phases = _Phases(geo, x.shape[2:])
    weights = phases.weights(W)
    winograd = _winograd(x, geo, W.shape[:2], size)
    if winograd is None:
        return products.spread(phases.split(x), weights, b, phases.geo, size, 1)
    # A deconvolution of stride 1 is a convolution with its filter turned round.
    turned = weights[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    return winograd.convolve(phases.split(x), turned, b, phases.turned, size)


def gradient(x, gy, w_shape, geo):
    """Gradient of ``reduce`` with respect to W: ``w_shape``."""
    phases = _Phases(geo, x.shape[2:])
    z = phases.split(x)
    shape = (z.shape[1], gy.shape[1], phases.geo.kh, phases.geo.kw)
    return phases.weights_back(products.gradient(gy, z, shape, phases.geo, 1), w_shape)
