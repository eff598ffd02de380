"""Pictures to look through a network at: those that were given, and those that are dropped."""

import collections
import io
import threading

import numpy
from PIL import Image

from cli.errors import UserError
from data.pictures.picture import load_picture, shrunk
from look.inside.networks import SIDE
from look.places import Outside

# Of a file that is dropped onto the page; a camera's JPEG has 5 to 15 MB.
UPLOAD_BYTES = 20 * 2**20
# Decoded a picture takes three bytes a pixel, and more on the way.
MOST_PIXELS = 50 * 10**6
# Dropped ones that are kept, shrunk.
_KEPT = 8
DROPPED = 'dropped/'


class Pictures:
    """Pictures by name: of :class:`~look.places.Places`, and dropped ones."""

    def __init__(self, places):
        self._places = places
        self._dropped = collections.OrderedDict()
        self._lock = threading.Lock()
        self._count = 0

    def names(self):
        """Of all, in order, dropped ones last."""
        with self._lock:
            return list(self._places.pictures) + list(self._dropped)

    def drop(self, content, name):
        """Keep a picture that was sent; gives its name here.

        Args:
            content (bytes): Of its file.
            name (str): Its name there, for the list.

        Raises:
            UserError: It is no picture, or one of too many pixels.
        """
        picture = _read(_Sent(content, name))
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
            if name not in self._places.pictures:
                raise Outside(name)
            picture = _read(self._places.pictures[name])
        return _scaled(picture, scale)


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
        with Image.open(file) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        width = height = 0  # said in words below
    if width * height > MOST_PIXELS:
        raise UserError(
            '{}: is {} x {} pixels, more than {} million: shrink it first'.format(
                file, width, height, MOST_PIXELS // 10**6
            )
        )
    if hasattr(file, 'seek'):
        file.seek(0)
    return _scaled(load_picture(file), 1, 4 * SIDE)


def _scaled(picture, scale, side=SIDE):
    scale = min(scale, side / max(picture.shape[:2]))
    if scale >= 1:
        return picture
    return shrunk(picture, numpy.zeros(picture.shape[:2], 'i'), scale)[0]
