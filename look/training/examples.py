"""Example pictures epoch by epoch: those that the run kept, and those of now.

``examples.png`` is written anew each epoch. Runs that train while the page is open have theirs
kept in memory; of the epochs before, the run's own few small ones are shown.
"""

import collections
import itertools
import os
import re
import threading

from cli import run_folder
from look import plain
from look.places import Outside

_FILE = 'examples.png'
_OF_EPOCH = re.compile(run_folder.EXAMPLES_OF_EPOCH + r'([1-9]\d*)\.jpg$')
_MOST_BYTES = 256 * 2**20
_DRAWN = 8


class Examples:
    """The last example pictures of runs, and the last test pictures that were drawn."""

    def __init__(self):
        # By (folder, epoch).
        self._kept = collections.OrderedDict()
        self._drawn = collections.OrderedDict()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def epochs(self, run):
        """Epochs whose picture can be shown, the newest last; that of now is kept.

        Args:
            run (~look.training.listing.Run): The run.
        """
        path = os.path.join(run.folder, _FILE)
        try:
            with plain.opened(path) as f:
                content = f.read()
        except OSError:
            content = None
        epoch = run.log.last().get('epoch', 0)
        with self._lock:
            if content is not None:
                self._kept[run.folder, epoch] = content
            while sum(map(len, self._kept.values())) > _MOST_BYTES:
                self._kept.popitem(last=False)
            kept = {e for folder, e in self._kept if folder == run.folder}
        return sorted(kept.union(_of_run(run)))

    def picture(self, run, epoch):
        """The picture of an epoch, given as text: its bytes, and what kind they are.

        Raises:
            ~look.places.Outside: It is not kept.
        """
        with self._lock:
            for (folder, kept), content in self._kept.items():
                if folder == run.folder and str(kept) == epoch:
                    return content, 'image/png'
        for kept, path in _of_run(run).items():
            if str(kept) == epoch:
                with plain.opened(path) as f:
                    return f.read(), 'image/jpeg'
        raise Outside('the example pictures of epoch {}'.format(epoch))

    def keep_drawn(self, image):
        """Keep a picture; gives its number."""
        with self._lock:
            id_ = str(next(self._numbers))
            self._drawn[id_] = image
            while len(self._drawn) > _DRAWN:
                self._drawn.popitem(last=False)
            return id_

    def drawn(self, id_):
        """What :func:`keep_drawn` kept.

        Raises:
            ~look.places.Outside: It is not kept any more.
        """
        with self._lock:
            if id_ not in self._drawn:
                raise Outside('a picture that made room')
            return self._drawn[id_]


def _of_run(run):
    """What the run kept: path by epoch."""
    try:
        names = os.listdir(run.folder)
    except OSError:  # removed since it was listed
        return {}
    paths = {int(m.group(1)): os.path.join(run.folder, m.string)
             for m in map(_OF_EPOCH.match, names) if m}  # fmt: skip
    return {epoch: path for epoch, path in paths.items() if plain.is_file(path)}
