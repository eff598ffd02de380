"""ImageNet's pictures and the names of its 1000 classes, as its classifiers take them.

The names stand in Caffe's synset_words.txt (``python -m data.download imagenet_names``), the one of
class i in line i: WordNet's number, then words for it, such as ``n02123045 tabby, tabby cat``.
"""

import os

import numpy as np
from PIL import Image

from cli import files
from cli.errors import UserError
from data.download import sources
from data.pictures.picture import MEAN, to_input

NAMES_FILE = 'synset_words.txt'

SHORT_SIDE = 256

# Of a network: side of the square that it looks at, and the mean in blue, green, red that its
# authors subtracted (SqueezeNet_v1.0's train_val.prototxt; Simonyan and Zisserman).
INPUTS = {'SqueezeNet': (227, (104.0, 117.0, 123.0)), 'VGGNet': (224, MEAN)}


def read_names(path=None):
    """Names of the classes, a tuple of their WordNet numbers and words.

    Args:
        path (str): The file; None for the one that was downloaded.

    Raises:
        UserError: It is not there, or not made of such lines.
    """
    if path is None:
        path = os.path.join(sources.where('imagenet_names'), NAMES_FILE)
        if not os.path.exists(path):
            raise UserError(
                '{}: not there: fetch it by "python -m data.download imagenet_names", or name a '
                'file of one name a line by --names'.format(path)
            )
    names = tuple(files.read_lines(path, 'names'))
    if not names:
        raise UserError('{}: holds no names: one a line is expected'.format(path))
    return names


def centre(picture, side, mean):
    """What a classifier sees of a picture: its middle, where its short side is 256 pixels.

    Args:
        picture: uint8 array (H, W, 3), RGB.
        side (int): Of the square that is cut out of the middle, at most 256.
        mean: As in :func:`data.pictures.picture.to_input`.

    Returns:
        float32 array (3, side, side), BGR minus the mean.
    """
    picture = _middle(picture)
    height, width = picture.shape[:2]
    factor = SHORT_SIDE / min(height, width)
    size = [max(SHORT_SIDE, int(round(length * factor))) for length in (width, height)]
    image = Image.fromarray(picture).resize(size, Image.BILINEAR)
    left, top = [(length - side) // 2 for length in size]
    return to_input(np.asarray(image.crop((left, top, left + side, top + side))), mean)


def _middle(picture):
    # Of a strip 60000 times as long as wide, the whole would be scaled to gigabytes.
    most = 4 * min(picture.shape[:2])
    top, left = [max(0, length - most) // 2 for length in picture.shape[:2]]
    return picture[top : picture.shape[0] - top, left : picture.shape[1] - left]
