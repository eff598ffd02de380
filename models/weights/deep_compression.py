"""SqueezeNet's weights as Deep Compression leaves them: pruned, quantized to 256 values, packed.

Paper: Han, Mao and Dally, "Deep Compression" (ICLR 2016); the file is the one that its authors
publish for SqueezeNet v1.0 (github songhan/SqueezeNet-Deep-Compression, compressed_SqueezeNet.net,
675,763 bytes, BSD). Little endian:

- 26 uint32: for each layer the number of its codes;
- for each layer: a code book of 256 float32, its first 0; the biases, float32; a code of one byte
  for each weight that is kept; and for each, in half a byte, low half first, how many weights that
  are 0 stand before it. Where more than 15 do, there are codes of weights that are 0.
"""

import os
import struct

import numpy

from cli.errors import UserError
from models.squeezenet import SqueezeNet

_BOOK = 256
_LAYERS = (
    ['conv1']
    + ['fire{}/conv{}'.format(module, conv) for module in range(2, 10) for conv in (1, 2, 3)]
    + ['conv10']
)


def _shapes():
    """Name of each layer to the shape of its weights, in the file's order."""
    params = {name.lstrip('/'): param.shape for name, param in SqueezeNet().namedparams()}
    return [(layer, params[layer + '/W']) for layer in _LAYERS]


def _size(shape, codes):
    """Bytes of a layer."""
    return 4 * _BOOK + 4 * shape[0] + codes + (codes + 1) // 2


def is_squeezenet(path):
    """Whether a file has just the size that the numbers at its head say. It has no other mark."""
    with open(path, 'rb') as f:
        head = f.read(4 * len(_LAYERS))
    if len(head) < 4 * len(_LAYERS):
        return False
    counts = struct.unpack('<{}I'.format(len(_LAYERS)), head)
    whole = len(head) + sum(_size(shape, n) for (_, shape), n in zip(_shapes(), counts))
    return whole == os.path.getsize(path)


def read(path):
    """SqueezeNet's parameters.

    Args:
        path (str): A file that :func:`is_squeezenet`.

    Returns:
        dict: ``'conv1/W'`` and so on to float32 :class:`numpy.ndarray`, for pictures BGR minus
        (104, 117, 123).

    Raises:
        UserError: It is damaged: a weight would lie behind the last one of its layer.
    """
    with open(path, 'rb') as f:
        counts = numpy.fromfile(f, '<u4', len(_LAYERS))
        arrays = {}
        for (layer, shape), n in zip(_shapes(), counts.tolist()):
            book = numpy.fromfile(f, '<f4', _BOOK)
            arrays[layer + '/b'] = numpy.fromfile(f, '<f4', shape[0])
            codes = numpy.fromfile(f, numpy.uint8, n)
            halves = numpy.fromfile(f, numpy.uint8, (n + 1) // 2)
            gaps = numpy.stack((halves & 15, halves >> 4), axis=1).ravel()[:n]
            places = numpy.cumsum(gaps.astype(numpy.int64) + 1) - 1
            weights = numpy.full(shape, book[0], numpy.float32)
            if n and places[-1] >= weights.size:
                raise UserError(
                    '{}: damaged: {} has {} weights, and one is to stand at {}: fetch it '
                    'again'.format(path, layer, weights.size, places[-1] + 1)
                )
            weights.ravel()[places] = book[codes]
            arrays[layer + '/W'] = weights
    return arrays
