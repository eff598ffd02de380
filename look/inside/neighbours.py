"""Words near a word, as it is typed."""

import os
import threading

from data.words import word_vectors
from look.inside.networks import VECTORS
from predict.nearest_words import analogy, nearest

_COMPLETIONS = 12
_NEIGHBOURS = 12


class Vectors:
    """Word vectors of runs; the last file is kept, for the next letter."""

    def __init__(self):
        self._kept = None, None
        self._lock = threading.Lock()

    def asked(self, run, typed):
        """What to show of what is typed so far.

        Args:
            run (str): Folder of a run with :data:`~look.inside.networks.VECTORS`.
            typed (str): A word or its beginning, or ``a b c``: a is to b as c is to what?

        Returns:
            dict: ``words``, how many there are; ``completions``; ``nearest``, of (word, cosine),
            empty for a word that is not there.

        Raises:
            ~cli.errors.UserError: The vectors cannot be read.
        """
        vectors = self._load(os.path.join(run, VECTORS))
        words = typed.split()
        last = words[-1] if words else ''
        found = []
        if len(words) == 3 and all(word in vectors for word in words):
            found = analogy(vectors, *words, _NEIGHBOURS)
        elif words and last in vectors:
            found = nearest(vectors, last, _NEIGHBOURS)
        # In a vocabulary the frequent words come first.
        completions = [word for word in vectors.words if word.startswith(last)][:_COMPLETIONS]
        return {'words': len(vectors.words), 'completions': completions, 'nearest': found}

    def _load(self, path):
        known = path, os.stat(path).st_mtime_ns
        with self._lock:
            if self._kept[0] != known:
                self._kept = known, word_vectors.load(path)
            return self._kept[1]
