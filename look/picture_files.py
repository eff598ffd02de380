"""Files of pictures by name, looked for again when somebody asks."""

import os
import threading
import time

from cli.errors import UserError
from data.folders import listing
from look import plain
from predict.parts import given

# However many pages ask, the folders are looked through only so often.
_EVERY_S = 1.0
_VOC = 'JPEGImages'
# Beside CamVid's train/ lies trainannot/, with labels.
_LABELS = 'annot'


class PictureFiles:
    """The pictures that a person names.

    Args:
        paths (list of str): Files, and folders of them.

    Raises:
        ~cli.errors.UserError: One is not there, or holds no pictures.
    """

    def __init__(self, paths):
        self._paths = list(paths)
        self._by_name = {}
        self._lock = threading.Lock()
        self._stamp = self._times()
        self._keep(given.pictures([f for p in self._paths for f in folders(p)]))
        self._looked = time.monotonic()

    def now(self):
        """Path by name, in the order given, those in a folder by name."""
        with self._lock:
            if time.monotonic() - self._looked >= _EVERY_S:
                self._look()
                self._looked = time.monotonic()
            return dict(self._by_name)

    def path(self, name):
        """Path of the picture of that name, or None."""
        with self._lock:
            return self._by_name.get(name)

    def _look(self):
        try:
            times = self._times()
            if times == self._stamp:
                return
            there = [f for p in self._paths for f in folders(p) if os.path.isfile(f) or holds(f)]
            self._keep(given.pictures(there))
            self._stamp = times
        except (UserError, OSError):  # removed at this very moment: looked for again
            return

    def _keep(self, paths):
        # A name that a page has stays that picture's, whatever lies beside it now.
        names = {path: name for name, path in self._by_name.items()}
        known, taken = {}, set(names.values())
        for path in paths:
            name = names.get(path)
            if name is None:
                name = plain.as_shown(os.path.basename(path))
                while name in taken:
                    name += '_'
                taken.add(name)
            known[name] = path
        self._by_name = known

    def _times(self):
        """What changes when a file comes or goes."""
        seen = [f for p in self._paths for f in (p, *folders(p))]
        return [os.stat(f).st_mtime_ns if os.path.exists(f) else None for f in seen]


def folders(path):
    """Where the pictures lie of what a person names: a list.

    That itself, or the pictures' folder in one that is laid out as VOC's, or, where there are none
    in it, the folders in it that hold some, as in CamVid's.
    """
    inner = os.path.join(path, _VOC)
    if os.path.isdir(inner):
        return [inner]
    if not os.path.isdir(path) or _pictures(path):
        return [path]
    below = [os.path.join(path, name) for name in sorted(listing.visible(path))]
    return [f for f in below if _holds_photographs(f)] or [path]


def holds(folder):
    """Whether a folder holds pictures, by :func:`folders`."""
    return any(_pictures(f) for f in folders(folder))


def _holds_photographs(path):
    if not os.path.isdir(path) or os.path.islink(path) or path.endswith(_LABELS):
        return False
    try:
        return _pictures(path)
    except UserError:  # of somebody else
        return False


def _pictures(folder):
    return any(name.lower().endswith(listing.PICTURES) for name in listing.visible(folder))
