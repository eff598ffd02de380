"""One picture or one label picture: from a file to the array that a network takes."""

import struct
import warnings
import zlib

import numpy as np
from PIL import Image, ImageSequence

from cli.errors import UserError
from data.pictures.classes import VOID

# Mean of ImageNet's pictures in blue, green, red, which VGG's authors subtracted
# (Simonyan and Zisserman's 16-layer model, released with Caffe).
MEAN = (103.939, 116.779, 123.68)

IGNORE = -1  # F.softmax_cross_entropy and F.accuracy leave such pixels out

_ORIENTATION = 0x0112
# What brings a picture upright, by the orientation that its EXIF tells.
_TURNS = {
    2: Image.FLIP_LEFT_RIGHT,
    3: Image.ROTATE_180,
    4: Image.FLIP_TOP_BOTTOM,
    5: Image.TRANSPOSE,
    6: Image.ROTATE_270,
    7: Image.TRANSVERSE,
    8: Image.ROTATE_90,
}
# Those that exchange width and height.
_ON_ITS_SIDE = (5, 6, 7, 8)

# Pillow reads many more: of an EPS it has Ghostscript run what stands in it, whatever the file is
# called. Netpbm's and TIFF are what data sets come in besides those of data.folders.listing.
FORMATS = ('JPEG', 'PNG', 'WEBP', 'BMP', 'GIF', 'TIFF', 'PPM')

# What Pillow raises over damaged files, over the years and formats.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def load_picture(path, deep=False):
    """Read a photograph, grey, CMYK or colour, upright as its EXIF says.

    Args:
        path (str): The photograph.
        deep (bool): As for :func:`load_stored`.

    Returns:
        uint8 array of shape (H, W, 3), RGB.
    """
    return _turned(*load_stored(path, deep))


def check_picture(path):
    """Raise what :func:`load_picture` would of a file that is no picture, without decoding it."""
    with _opened(path) as image:
        _check_depth(path, image)


def load_stored(path, deep=False):
    """As :func:`load_picture`, but as the pixels are stored; and its EXIF orientation, 1 to 8.

    Args:
        path (str): The photograph.
        deep (bool): Take grey of 16 bits too, divided by 257: 65535 becomes 255. To look at:
            networks are trained on what was saved with 8 bits.
    """
    with _opened(path) as image:
        if deep and image.mode[0] == 'I':
            grey = np.array(_decoded(path, image.copy), dtype=np.int64)
            picture = (grey.clip(0, 65535) / 257 + 0.5).astype(np.uint8)
            return np.stack([picture] * 3, axis=2), _orientation(image)
        _check_depth(path, image)
        picture = np.array(_decoded(path, lambda: image.convert('RGB')))
        # Pillow turns some formats itself while it decodes them, and then tells no orientation.
        return picture, _orientation(image)


def load_labelled(path, label, label_file):
    """Read the photograph of a label, turned as the label is: :func:`load_sized`.

    Args:
        path (str): The photograph.
        label: int array of shape (H, W).
        label_file (str): Where it is from, for the message.
    """
    return load_sized(path, label.shape, label_file)


def check_labelled(path, label, label_file):
    """Raise what :func:`load_labelled` would of size and turn, without decoding the picture."""
    check_sized(path, label.shape, label_file)


def load_sized(path, size, sized_by):
    """Read a photograph, turned as what was drawn on it is.

    Labels and boxes are drawn on the pixels as they are stored, or on what a viewer shows, turned
    as EXIF says: the size tells which.

    Args:
        path (str): The photograph.
        size (tuple): Height and width of what it was drawn on; None where that is not known.
        sized_by (str): What has this size, for the message.

    Returns:
        uint8 array of shape (H, W, 3), RGB.

    Raises:
        UserError: The sizes don't match, or would match either way.
    """
    picture, orientation = load_stored(path)
    if _must_turn(path, picture.shape[:2], orientation, size, sized_by):
        return _turned(picture, orientation)
    return picture


def check_sized(path, size, sized_by):
    """As :func:`load_sized`, without decoding the picture: gives its height and width."""
    with _opened(path) as image:
        _check_depth(path, image)
        stored = image.size[::-1]
        _must_turn(path, stored, _orientation(image), size, sized_by)
    return size or stored


def _check_depth(path, image):
    if image.mode[0] in 'IF':
        raise UserError(
            '{}: is a picture of mode {}, more than 8 bits a channel: save it with 8 bits'.format(
                path, image.mode
            )
        )


def _must_turn(path, stored, orientation, drawn, sized_by):
    """Whether a photograph must be turned to fit what is drawn on it; raises as :func:`load_sized`.

    Args:
        stored, drawn: Height and width of the photograph's pixels, and of what is drawn.
    """
    turned = stored[::-1] if orientation in _ON_ITS_SIDE else stored
    if drawn is not None and drawn not in (stored, turned):
        also = ', turned as its EXIF says {1} x {0}'.format(*turned) if turned != stored else ''
        raise UserError(
            '{}: is {} x {} pixels, but its picture {} is {} x {}{}: they must match'.format(
                sized_by, drawn[1], drawn[0], path, stored[1], stored[0], also
            )
        )
    if orientation != 1 and (drawn is None or turned == stored):
        raise UserError(
            '{}: its EXIF says that it is to be turned or mirrored (orientation {}), and {} would '
            'fit either way: save it upright and without EXIF, and draw labels and boxes on '
            'that'.format(path, orientation, sized_by)
        )
    return drawn == turned


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


def load_grey_pages(path):
    """Read all pages of a grey picture file, such as a stack of slices in one TIFF.

    Returns:
        list: uint8 arrays of shape (H, W), one a page.

    Raises:
        UserError: It cannot be read, or a page has colours or more than 8 bits.
    """
    with _opened(path) as image:
        return _decoded(path, lambda: [_grey(path, page) for page in ImageSequence.Iterator(image)])


def _grey(path, page):
    if page.mode not in ('L', '1'):
        raise UserError(
            '{}: is a picture of mode {}, but must be grey, 8 bits a pixel: save it so'.format(
                path, page.mode
            )
        )
    return np.array(page.convert('L'))


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


def _orientation(image):
    if image.format == 'PNG' and 'exif' not in image.info:
        # Pillow would decode the whole picture to look behind it.
        return 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            found = image.getexif().get(_ORIENTATION)
    except Exception:  # damaged EXIF, over which Pillow raises almost anything, says nothing
        found = None
    return found if found in _TURNS else 1


def _turned(picture, orientation):
    if orientation == 1:
        return picture
    return np.array(Image.fromarray(picture).transpose(_TURNS[orientation]))


def _opened(path):
    return _decoded(path, lambda: Image.open(path, formats=FORMATS))


def _decoded(path, read):
    try:
        return read()
    except FileNotFoundError:
        raise UserError('{}: no such file'.format(path))
    except IsADirectoryError:
        raise UserError(
            '{}: is a folder and cannot be read as a picture: name one in it'.format(path)
        )
    except PermissionError as e:
        raise UserError('{}: cannot be read ({})'.format(path, e.strerror))
    except _DAMAGED as e:
        raise UserError('{}: cannot be read as a picture ({}): fetch it again'.format(path, e))
