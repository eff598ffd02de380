"""Dropping part of the frequent words, another part in every epoch.

Mikolov et al., "Distributed Representations of Words and Phrases and their
Compositionality" (NIPS 2013), section 2.3, in the form of their program.
"""

import numpy as np

from data.words.mapped import PIECE, mapped


class Subsampling(object):
    """Thin a corpus out.

    Args:
        counts (numpy.ndarray): How often each word occurs.
        threshold (float): t; 1e-3 to 1e-5 in the paper. Words of a larger share f
            of the text are kept with probability ``sqrt(t / f) + t / f``.
        seed (int): Which words fall.
        folder (str): Where the temporary file lies; ``None``: the system's.
    """

    def __init__(self, counts, threshold, seed, folder=None):
        ratio = threshold * counts.sum() / counts
        keep = np.minimum(1, np.sqrt(ratio) + ratio)
        # The last place is what -1, the end of a sentence, finds.
        self._keep = np.append(keep, 1)
        self._seed = seed & 0xFFFFFFFF
        self._folder = folder

    def __call__(self, ids, epoch):
        """What is left of ``ids`` in that epoch, mapped from a file; as ``Corpus.ids``."""
        return mapped(self._kept(ids, epoch), self._folder)

    def _kept(self, ids, epoch):
        random = np.random.RandomState([self._seed, epoch])
        for start in range(0, len(ids), PIECE):
            part = np.asarray(ids[start : start + PIECE])
            yield part[random.random_sample(len(part)) < self._keep[part]]
