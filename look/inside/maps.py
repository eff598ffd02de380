"""Arrays of any shape as maps: their figures, thumbnails, and one of them whole."""

import numpy

from look.inside.recorder import CPU

# Longer side of a thumbnail in pixels.
THUMB = 72
# So many thumbnails are sent at a time.
MOST = 256


def of(array):
    """Maps (C, H, W) of what a function gave.

    A batch of one loses its axis; vectors are maps of one pixel, series of one row; of more axes
    than three all but the last two count maps.
    """
    array = CPU.send(array)
    if array.ndim > 1 and len(array) == 1:
        array = array[0]
    if array.ndim == 2:
        return array[:, None, :]
    if array.ndim < 2:
        return array.reshape(-1, 1, 1)
    return array.reshape((-1,) + array.shape[-2:])


def figures(maps):
    """What is told of each map, lists of one number a map.

    Returns:
        dict: ``least``, ``most`` and ``activity``, the mean of the absolute values, of finite
        values alone, 0 where there are none; ``zero``, the share of zeros; ``broken``, the share
        of NaN and infinity.
    """
    if not maps.size:
        return dict.fromkeys(('least', 'most', 'activity', 'zero', 'broken'), [])
    flat = _floats(maps).reshape(len(maps), -1)
    zero = (flat == 0).mean(axis=1)
    finite = numpy.isfinite(flat)
    count = finite.sum(axis=1)
    if not finite.all():
        flat = numpy.where(finite, flat, _least(flat, finite, 1))
        # What stands in for others counts for nothing.
        magnitudes = numpy.where(finite, abs(flat), 0)
    else:
        magnitudes = abs(flat)
    found = {
        'least': flat.min(axis=1), 'most': flat.max(axis=1),
        'activity': magnitudes.sum(axis=1, dtype=numpy.float64) / numpy.maximum(1, count),
        'zero': zero, 'broken': 1 - count / flat.shape[1],
    }  # fmt: skip
    return {name: [float(v) for v in values] for name, values in found.items()}


def thumbnails(maps):
    """Maps small, each from its least (0) to its most (255): uint8 (C, h, w).

    Pixels are averaged over whole blocks, so that a thumbnail of a map of 512 sides shows what is
    in it, and small maps stay as they are. NaN and infinity are drawn as the least.
    """
    count, height, width = maps.shape
    step = max(1, -(-max(height, width) // THUMB))
    maps = _floats(maps)
    finite = numpy.isfinite(maps)
    if not finite.all():
        maps = numpy.where(finite, maps, _least(maps, finite, (1, 2)))
    if step > 1:
        below, right = -height % step, -width % step
        maps = numpy.pad(maps, ((0, 0), (0, below), (0, right)), 'edge')
        shape = count, maps.shape[1] // step, step, maps.shape[2] // step, step
        maps = maps.reshape(shape).mean(axis=(2, 4))
    least = maps.min(axis=(1, 2), keepdims=True)
    span = maps.max(axis=(1, 2), keepdims=True) - least
    return ((maps - least) / numpy.where(span > 0, span, 1) * 255).round().astype(numpy.uint8)


def _floats(maps):
    # What is too large for them is infinite.
    with numpy.errstate(over='ignore'):
        return maps.astype(numpy.float32, copy=False)


def _least(maps, finite, axis):
    """The least finite value of each map, 0 where there is none; axes are kept."""
    least = numpy.where(finite, maps, numpy.inf).min(axis=axis, keepdims=True)
    return numpy.where(numpy.isfinite(least), least, 0)


def filters(weight):
    """A first layer's filters as pictures: uint8 (K, h, w, 3), RGB.

    Args:
        weight: (K, 3, h, w) or (K, 1, h, w), for BGR or grey.

    Returns:
        The array, each filter stretched around zero, which is grey; None for other weights.
    """
    if weight.ndim != 4 or weight.shape[1] not in (1, 3):
        return None
    weight = CPU.send(weight).astype(numpy.float32)
    weight = weight[:, ::-1].transpose(0, 2, 3, 1)
    most = abs(weight).max(axis=(1, 2, 3), keepdims=True)
    scaled = weight / numpy.where(most > 0, most, 1) * 127 + 128
    return numpy.broadcast_to(scaled, scaled.shape[:3] + (3,)).round().astype(numpy.uint8)
