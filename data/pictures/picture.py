"""One picture or one label picture: from a file to the array that a network takes."""

import struct
import zlib

import numpy as np
from PIL import Image

from cli.errors import UserError
from data.pictures.classes import VOID

# Mean of ImageNet's pictures in blue, green, red, which VGG's authors subtracted
# (Simonyan and Zisserman's 16-layer model, released with Caffe).
MEAN = (103.939, 116.779, 123.68)

IGNORE = -1  # F.softmax_cross_entropy and F.accuracy leave such pixels out

# What Pillow raises over damaged files, over the years and formats.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def load_picture(path):
    """Read a photograph, grey, CMYK or colour: uint8 array of shape (H, W, 3), RGB.

    The EXIF orientation is not applied: labels are drawn on the pixels as stored.
    """
    with _opened(path) as image:
        if image.mode[0] in 'IF':
            raise UserError(
                '{}: is a picture of mode {}, more than 8 bits a channel: '
                'save it with 8 bits'.format(path, image.mode)
            )
        return np.array(_decoded(path, lambda: image.convert('RGB')))


def load_voc_label(path):
    """Read a label picture by its indices: int32 array of shape (H, W), 255 becomes -1.

    As the function of this name in the post's mini_batch_loader_with_any_size.py
    ("Fully Convolutional Networks - revisit 1", 2016-07-16): the file is an index
    image (Pillow mode P, or L), so that no colour has to be turned into a number.
    """
    with _opened(path) as image:
        if image.mode not in ('P', 'L'):
            raise UserError(
                '{}: is a picture of mode {}, but a label must be an index PNG (mode P or L, '
                'one class number a pixel): export it again with indexed colours, '
                'not as {}'.format(path, image.mode, image.mode)
            )
        label = np.array(_decoded(path, image.copy), dtype=np.int32)
    label[label == VOID] = IGNORE
    return label


def shrunk(picture, label, scale):
    """Shrink a pair; a factor of 1 gives it back as it is.

    Args:
        picture: uint8 array of shape (H, W, 3); its pixels are averaged.
        label: uint8 or int32 array of shape (H, W); its pixels are picked.
        scale: factor of both sides.

    Raises:
        UserError: ``scale`` is not above 0 and at most 1.
    """
    if not 0 < scale <= 1:
        raise UserError('--scale {}: must be above 0 and at most 1'.format(scale))
    if scale == 1:
        return picture, label
    size = [max(1, int(round(side * scale))) for side in (label.shape[1], label.shape[0])]
    return (
        np.array(Image.fromarray(picture).resize(size, Image.BOX)),
        resized_label(label, size),
    )


def resized_label(label, size):
    """A label, uint8 or int32 (H, W), at another size (width, height): pixels are picked."""
    return np.array(Image.fromarray(label).resize(size, Image.NEAREST))


def to_input(picture, mean=MEAN):
    """Make of a picture what the networks take.

    Args:
        picture: uint8 array of shape (H, W, 3), RGB.
        mean: three numbers to subtract, in the order blue, green, red.

    Returns:
        float32 array of shape (3, H, W), BGR, about -124 to 151.
    """
    bgr = picture[:, :, ::-1].astype(np.float32) - np.array(mean, dtype=np.float32)
    return np.ascontiguousarray(bgr.transpose(2, 0, 1))


def to_picture(x, mean=MEAN):
    """The picture that :func:`to_input` made ``x`` from: uint8 array (H, W, 3), RGB."""
    bgr = x.transpose(1, 2, 0) + np.array(mean, dtype=np.float32)
    return bgr[:, :, ::-1].round().astype(np.uint8)


def _opened(path):
    return _decoded(path, lambda: Image.open(path))


def _decoded(path, read):
    try:
        return read()
    except FileNotFoundError:
        raise UserError('{}: no such file'.format(path))
    except _DAMAGED as e:
        raise UserError('{}: cannot be read as a picture ({}): fetch it again'.format(path, e))
