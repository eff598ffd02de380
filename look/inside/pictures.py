"""Pictures to look through a network at: those that were given, and those that are dropped."""

import collections
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image, UnidentifiedImageError

from cli.errors import UserError
from data.pictures.picture import load_picture, shrunk
from look.inside.networks import SIDE
from look.places import Outside

# Of a file that is dropped onto the page; a camera's JPEG has 5 to 15 MB.
UPLOAD_BYTES = 20 * 2**20
# Decoded a picture takes three bytes a pixel, and more on the way.
MOST_PIXELS = 50 * 10**6
# Of the formats that Pillow knows, those of photographs; all have their size at their head.
FORMATS = ('JPEG', 'PNG', 'WEBP', 'BMP', 'GIF')
# Dropped ones that are kept, shrunk.
_KEPT = 8
DROPPED = 'dropped/'


class Pictures:
    """Pictures by name: of :class:`~look.places.Places`, and dropped ones."""

    def __init__(self, places):
        self._places = places
        self._dropped = collections.OrderedDict()
        self._lock = threading.Lock()
        # A picture takes many times its pixels while it is decoded: one at a time, and all by one
        # thread, since C's malloc keeps for each thread what it had freed.
        self._reader = ThreadPoolExecutor(1, 'look.reader')
        self._count = 0

    def names(self):
        """Of all, in order, dropped ones last."""
        given = list(self._places.pictures.now())
        with self._lock:
            return given + list(self._dropped)

    def drop(self, content, name):
        """Keep a picture that was sent; gives its name here.

        Args:
            content (bytes): Of its file.
            name (str): Its name there, for the list.

        Raises:
            UserError: It is none of :data:`FORMATS`, or has too many pixels.
        """
        picture = self._read(_Sent(content, name))
        with self._lock:
            self._count += 1
            own = '{}{} {}'.format(DROPPED, self._count, name)
            self._dropped[own] = picture
            while len(self._dropped) > _KEPT:
                self._dropped.popitem(last=False)
        return own

    def load(self, name, scale=1):
        """A picture, uint8 (H, W, 3) RGB, at most :data:`SIDE` long.

        Args:
            name (str): One of :meth:`names`.
            scale (float): What a network's training shrank pictures by.

        Raises:
            ~look.places.Outside: There is none of that name.
            UserError: It cannot be read, or has too many pixels.
        """
        with self._lock:
            picture = self._dropped.get(name)
        if picture is None:
            path = self._places.pictures.path(name)
            if path is None:
                raise Outside(name)
            picture = self._read(path)
        return _scaled(picture, scale)

    def _read(self, file):
        return self._reader.submit(_read, file).result()


class _Sent(io.BytesIO):
    """A file that has come by the network, and its name for messages."""

    def __init__(self, content, name):
        super().__init__(content)
        self._name = name

    def __str__(self):
        return self._name

    # Pillow's messages have it.
    __repr__ = __str__


def _read(file):
    """A picture no larger than it is ever shown."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
    except Image.DecompressionBombError:
        raise UserError(_too_large(file, 'far'))
    except UnidentifiedImageError:
        raise UserError(
            '{}: cannot be read as a picture: it is none of {}, or damaged'.format(
                file, ', '.join(FORMATS)
            )
        )
    except (OSError, ValueError, SyntaxError) as e:
        raise UserError('{}: cannot be read as a picture ({})'.format(file, e))
    if width * height > MOST_PIXELS:
        raise UserError(_too_large(file, '{} x {} pixels,'.format(width, height)))
    if hasattr(file, 'seek'):
        file.seek(0)
    return _scaled(load_picture(file, deep=True), 1, 4 * SIDE)


def _too_large(file, size):
    return '{}: has {} more than {} million pixels: shrink it first'.format(
        file, size, MOST_PIXELS // 10**6
    )


def _scaled(picture, scale, side=SIDE):
    scale = min(scale, side / max(picture.shape[:2]))
    if scale >= 1:
        return picture
    return shrunk(picture, numpy.zeros(picture.shape[:2], 'i'), scale)[0]
