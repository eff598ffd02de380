"""What post 001 does to pictures before a network sees them: size, contrast, flips.

Post: "機械学習のお勉強(セグメンテーション)", section 前処理; its code is mini_batch_loader.py
and image_normalizer.py of https://github.com/ghmagazine/chainerbook, chapter 6. Its scaling
by .25 is :func:`data.pictures.picture.shrunk` (``python -m data.camvid --scale 0.25``).

Local contrast normalization: Jarrett et al., "What is the Best Multi-Stage Architecture for
Object Recognition?" (ICCV 2009), section 2, of each channel by itself.

Arrays are NumPy's or CuPy's. Pictures are float32 (N, channels, H, W) or (channels, H, W),
labels int32 (N, H, W) or (H, W).
"""

import chainer
import numpy as np
from PIL import Image

from data.pictures.picture import IGNORE

SIGMA = 2.0
"""Width in pixels of the neighbourhood of local contrast (9 x 9 in the paper)."""

_RADIUS = 4
_FLAT = 1e-6  # what a channel of one colour is divided by


def global_contrast(x):
    """Each channel of each picture minus its mean, divided by its standard deviation."""
    x = x - x.mean(axis=(-2, -1), keepdims=True)
    return x / (x.std(axis=(-2, -1), keepdims=True) + _FLAT)


def local_contrast(x):
    """Each pixel minus the mean around it, divided by the standard deviation around it.

    Where that is below its own mean over the picture, by the latter: sky stays smooth. Means
    are weighted by a Gaussian; beyond the border the outermost pixels go on.
    """
    x = x - _around(x)
    spread = _around(x * x) ** 0.5
    return x / (spread.clip(spread.mean(axis=(-2, -1), keepdims=True), None) + _FLAT)


CONTRASTS = {'global': global_contrast, 'local': local_contrast, 'none': None}
"""By the name that ``--contrast`` and ``args.json`` give it."""


def cut(x, t, multiple, random, zoom=1):
    """Cut a picture and its label to multiples of the product of a network's strides.

    Args:
        x: Picture.
        t: Its label.
        multiple (int): Such as 8 for three layers of stride 2.
        random (numpy.random.RandomState): Says where; or the module ``numpy.random``.
        zoom (float): From a window up to so many times smaller or larger (at most all of the
            picture), which is then resized: pixels of pictures are interpolated, of labels picked.

    Returns:
        tuple: Both. What is dropped, without zoom less than ``multiple`` rows and columns, is
        shared at random between the two sides. A side below ``multiple`` stays.
    """
    size = [side - side % multiple or side for side in t.shape]
    # As likely larger as smaller.
    factor = zoom ** random.uniform(-1, 1) if zoom > 1 else 1
    window = [min(side, int(round(kept * factor))) for side, kept in zip(t.shape, size)]
    corner = [random.randint(side - cut_ + 1) for side, cut_ in zip(t.shape, window)]
    rows, columns = [slice(start, start + length) for start, length in zip(corner, window)]
    x, t = x[:, rows, columns], t[rows, columns]
    if window == size:
        return x, t
    x = np.stack([_resized(channel, size, Image.BILINEAR) for channel in x])
    return x, _resized(t, size, Image.NEAREST)


def window(x, t, side, random, zoom=1):
    """A square out of a picture and its label, all of one size whatever the pictures' are.

    Args:
        x, t: Picture and label.
        side (int): Of the square.
        random (numpy.random.RandomState): As in :func:`cut`.
        zoom (float): The square shows up to so many times more or less of the picture.

    Returns:
        tuple: Both, (channels, side, side) and (side, side). Where the square is larger than the
        picture, the rest is 0, the mean of the pictures, and not counted.
    """
    factor = zoom ** random.uniform(-1, 1) if zoom > 1 else 1
    seen = max(1, int(round(side * factor)))
    # Of the picture where it is larger, of the square where that is.
    corner = [random.randint(abs(length - seen) + 1) for length in t.shape]
    source = [slice(c, c + seen) if n > seen else slice(0, n) for c, n in zip(corner, t.shape)]
    target = [slice(0, seen) if n > seen else slice(c, c + n) for c, n in zip(corner, t.shape)]
    square = np.zeros(x.shape[:1] + (seen, seen), x.dtype)
    label = np.full((seen, seen), IGNORE, t.dtype)
    square[(slice(None),) + tuple(target)] = x[(slice(None),) + tuple(source)]
    label[tuple(target)] = t[tuple(source)]
    if seen == side:
        return square, label
    square = np.stack([_resized(channel, (side, side), Image.BILINEAR) for channel in square])
    return square, _resized(label, (side, side), Image.NEAREST)


def lit(x, amount, random):
    """A picture as under another light: brighter or darker, of more or less contrast and colour.

    Each is drawn anew for every picture, as Krizhevsky et al. (NIPS 2012, section 4.1) and many
    after them vary it.

    Args:
        x: float32 (3, H, W), BGR minus the mean.
        amount (float): From 0 to 1. Contrast and colour are multiplied by 1 - ``amount`` to
            1 + ``amount``; brightness moves by up to 128 times as much.
        random (numpy.random.RandomState): As in :func:`cut`.
    """
    contrast, colour, brightness = random.uniform(-amount, amount, 3).astype(x.dtype)
    grey = x.mean(axis=0, keepdims=True)
    # Not from the mean of the data set: as the picture is, only flatter.
    middle = grey.mean()
    x = grey + (1 + colour) * (x - grey)
    return middle + (1 + contrast) * (x - middle) + 128 * brightness


def resized(picture, label, multiple):
    """Resize a picture and its label to multiples, the nearest that are not larger.

    Args:
        picture: uint8 (H, W, 3); its pixels are interpolated.
        label: uint8 or int32 (H, W); its pixels are picked.
        multiple (int): As in :func:`cut`, at most H and W.
    """
    size = [side - side % multiple for side in label.shape]
    return _resized(picture, size, Image.BILINEAR), _resized(label, size, Image.NEAREST)


def flipped(x, t, left_right, up_down):
    """Views of a picture and its label, turned over as the two truth values say."""
    steps = slice(None, None, -1 if up_down else 1), slice(None, None, -1 if left_right else 1)
    return x[(Ellipsis,) + steps], t[(Ellipsis,) + steps]


def _resized(array, size, filter_):
    return np.array(Image.fromarray(array).resize(size[::-1], filter_))


def _around(x):
    """Gaussian mean around each pixel, along rows and then along columns."""
    xp = chainer.backend.get_array_module(x)
    distance = np.arange(-_RADIUS, _RADIUS + 1)
    weights = np.exp(-0.5 * (distance / SIGMA) ** 2)
    weights = (weights / weights.sum()).astype(x.dtype)
    for axis in (-1, -2):
        padding = [(0, 0)] * x.ndim
        padding[axis] = (_RADIUS, _RADIUS)
        padded = xp.moveaxis(xp.pad(x, padding, 'edge'), axis, -1)
        length = x.shape[axis]
        total = sum(float(w) * padded[..., i : i + length] for i, w in enumerate(weights))
        x = xp.moveaxis(total, -1, axis)
    return x
