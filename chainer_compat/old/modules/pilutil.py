"""``scipy.misc``'s pictures, by Pillow, with the values they had until SciPy 1.1.

An array that is not uint8 is stretched to 0-255 before anything is done with it, also by
``imresize``: it always was so, and programs count on it.
"""

import numpy
from PIL import Image

_FILTERS = {'nearest': 0, 'lanczos': 1, 'bilinear': 2, 'bicubic': 3, 'cubic': 3}


def bytescale(data, cmin=None, cmax=None, high=255, low=0):
    """``data`` as uint8: ``cmin`` (its least value) becomes ``low``, ``cmax`` becomes ``high``."""
    data = numpy.asarray(data)
    if data.dtype == numpy.uint8:
        return data
    if not 0 <= low <= high <= 255:
        raise ValueError('`low` and `high` should be in 0 to 255, `high` not less than `low`.')
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    if cmax < cmin:
        raise ValueError('`cmax` should be larger than `cmin`.')
    scale = float(high - low) / (float(cmax) - float(cmin) or 1)
    scaled = (data * 1.0 - cmin) * scale + low
    return (scaled.clip(low, high) + 0.5).astype(numpy.uint8)


def fromimage(im, flatten=False, mode=None):
    """A picture of Pillow as an array."""
    if mode is not None:
        im = im.convert(mode)
    elif im.mode == 'P':
        im = im.convert('RGBA' if 'transparency' in im.info else 'RGB')
    if flatten:
        im = im.convert('F')
    elif im.mode == '1':
        im = im.convert('L')
    return numpy.array(im)


def toimage(arr, high=255, low=0, cmin=None, cmax=None, pal=None, mode=None, channel_axis=None):
    """An array as a picture of Pillow: (H, W), or three or four channels on some axis."""
    data = numpy.asarray(arr)
    if numpy.iscomplexobj(data):
        raise ValueError('Cannot convert a complex-valued array.')
    if data.ndim == 2:
        return _gray(data, high, low, cmin, cmax, pal, mode)
    if data.ndim != 3 or not {3, 4} & set(data.shape):
        raise ValueError("'arr' does not have a suitable array shape for any mode.")
    if channel_axis is None:
        channel_axis = data.shape.index(3 if 3 in data.shape else 4)
    if data.shape[channel_axis] not in (3, 4):
        raise ValueError('Channel axis dimension is not valid.')
    pixels = numpy.moveaxis(bytescale(data, cmin, cmax, high, low), channel_axis, 2)
    mode = mode or ('RGB' if pixels.shape[2] == 3 else 'RGBA')
    return Image.frombytes(mode, pixels.shape[1::-1], pixels.tobytes())


def _gray(data, high, low, cmin, cmax, pal, mode):
    size = data.shape[::-1]
    if mode == 'F':
        return Image.frombytes(mode, size, data.astype(numpy.float32).tobytes())
    if mode == '1':
        return Image.fromarray((data > high).astype(numpy.uint8) * 255).convert('1')
    if mode == 'I':
        cmin = data.min() if cmin is None else cmin
        cmax = data.max() if cmax is None else cmax
        scaled = (data * 1.0 - cmin) * (high - low) / (cmax - cmin) + low
        return Image.frombytes(mode, size, scaled.astype(numpy.uint32).tobytes())
    if mode not in (None, 'L', 'P'):
        raise ValueError('Mode is unknown or incompatible with input array shape.')
    image = Image.frombytes('L', size, bytescale(data, cmin, cmax, high, low).tobytes())
    if pal is None and mode == 'P':
        pal = numpy.repeat(numpy.arange(256), 3)
    if pal is not None:
        image.putpalette(numpy.asarray(pal, numpy.uint8).tobytes())
    return image


def imread(name, flatten=False, mode=None):
    """A picture's file as an array (H, W) or (H, W, channels)."""
    with Image.open(name) as image:
        return fromimage(image, flatten=flatten, mode=mode)


def imsave(name, arr, format=None):
    """Write an array as a picture."""
    toimage(arr, channel_axis=2).save(name, format)


def imresize(arr, size, interp='bilinear', mode=None):
    """An array at another size: percent (an int), a fraction (a float) or (H, W)."""
    image = toimage(arr, mode=mode)
    if isinstance(size, (int, numpy.integer)):
        size = size / 100.0
    if isinstance(size, (float, numpy.floating)):
        size = tuple(int(length * size) for length in image.size)
    else:
        size = (int(size[1]), int(size[0]))
    return fromimage(image.resize(size, resample=_FILTERS[interp]))


def imrotate(arr, angle, interp='bilinear'):
    """An array turned by ``angle`` degrees, counter-clockwise."""
    return fromimage(toimage(arr).rotate(angle, resample=_FILTERS[interp]))


def imshow(arr):
    """Show an array on the screen."""
    toimage(arr).show()
