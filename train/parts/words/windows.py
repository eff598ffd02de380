"""Windows around the words of a corpus, as Chainer's iterator of batches."""

import chainer
import numpy as np

from cli.errors import UserError

# Words shuffled at a time: bounds the memory, whatever the size of the corpus.
BLOCK = 1 << 18


class WindowIterator(chainer.dataset.Iterator):
    """Batches of words and their contexts, in an order derived from (seed, epoch).

    After the iterator of Chainer's word2vec example, with what word2vec itself
    does: the reach of the window is drawn from 1 to ``window`` for every word (the
    example draws one of 1 to ``window - 1`` for a whole batch), and windows end
    with their sentence. Nothing random has to be saved: each block's order and
    reaches come from a generator seeded with (seed, epoch, block).

    Args:
        ids (numpy.ndarray): int32 of shape (N,) as ``data.corpus.Corpus.ids``.
        window (int): Largest distance from a word to those of its context.
        batchsize (int): Words a batch, for each process; the last batch of a block may
            have fewer.
        seed (int): Of order and reaches.
        thin: ``thin(ids, epoch)`` gives an epoch's ids, or ``None``: all.
        rank, size (int): Which of how many processes this one is. Together their batches
            are one of ``size * batchsize`` words; fewer than ``size`` at the end of a block
            are left out.
    """

    def __init__(self, ids, window, batchsize, seed, thin=None, rank=0, size=1):
        self._all = ids
        self._thin = thin
        self._window = window
        self._batchsize = size * batchsize
        self._rank = rank
        self._size = size
        self._seed = seed & 0xFFFFFFFF
        self.epoch = 0
        self._block = 0
        self._position = 0
        self.is_new_epoch = False
        self._previous_epoch_detail = -1.0
        self._load_epoch()

    def __next__(self):
        """A word each, int32 (B,), and its context, int32 (B, 2 * window), -1 for no word."""
        ids, order, reach = self.places()
        return np.asarray(ids[order]), contexts(ids, order, reach, self._window)

    next = __next__

    def places(self):
        """The next batch as the epoch's ids, where its words stand in them, and their reaches."""
        self._previous_epoch_detail = self.epoch_detail
        part = slice(self._position, self._position + self._batchsize)
        order, reach = self._order[part], self._reach[part]
        self._position += len(order)
        mine = slice(self._rank, None, self._size)
        batch = self._ids, order[mine], reach[mine]
        self.is_new_epoch = False
        if len(self._order) - self._position < self._size:
            self._next_block()
        return batch

    @property
    def epoch_detail(self):
        places = self._places
        done = places[: self._block].sum()
        done += places[self._block] * (float(self._position) / len(self._order))
        return self.epoch + done / places.sum()

    @property
    def previous_epoch_detail(self):
        return None if self._previous_epoch_detail < 0 else self._previous_epoch_detail

    def serialize(self, serializer):
        self.epoch = int(serializer('epoch', self.epoch))
        self._block = int(serializer('block', self._block))
        position = int(serializer('position', self._position))
        self.is_new_epoch = bool(serializer('is_new_epoch', self.is_new_epoch))
        self._previous_epoch_detail = float(
            serializer('previous_epoch_detail', self._previous_epoch_detail)
        )
        if isinstance(serializer, chainer.serializer.Deserializer):
            self._load_epoch(self._block)
            self._position = position

    def _next_block(self):
        self._block += 1
        if self._block == len(self._blocks):
            self.epoch += 1
            self.is_new_epoch = True
            self._load_epoch()
        else:
            self._load_block()

    def _load_epoch(self, block=0):
        self._ids = self._all if self._thin is None else self._thin(self._all, self.epoch)
        blocks = range(0, len(self._ids), BLOCK)
        starts = [s for s in blocks if self._words(s).size >= self._size]
        if not starts:
            raise UserError('no two words stand side by side any more: use a larger --subsample')
        self._blocks = np.random.RandomState([self._seed, self.epoch]).permutation(starts)
        self._places = np.minimum(BLOCK, len(self._ids) - self._blocks)
        self._block = block
        self._load_block()

    def _load_block(self):
        start = int(self._blocks[self._block])
        random = np.random.RandomState([self._seed, self.epoch, start])
        self._order = random.permutation(self._words(start))
        self._reach = random.randint(1, self._window + 1, len(self._order))
        self._position = 0

    def _words(self, start):
        # A word alone in its sentence has no context.
        word = np.asarray(self._ids[max(0, start - 1) : start + BLOCK + 1]) >= 0
        paired = word[1:-1] & (word[:-2] | word[2:])
        return np.flatnonzero(paired) + max(start, 1)


def contexts(ids, positions, reach, window):
    """The words around each position, in the order of the text.

    Args:
        ids (numpy.ndarray): int32 of shape (N,), -1 at both ends and between sentences.
        positions (numpy.ndarray): int of shape (B,).
        reach (numpy.ndarray): int of shape (B,): how far each context goes.
        window (int): The largest reach there can be.

    Returns:
        numpy.ndarray: int32 of shape (B, 2 * window); -1 where there is no word.
    """
    distance = np.arange(1, window + 1)
    sides = []
    for sign in (-1, 1):
        at = positions[:, None] + sign * distance
        side = np.asarray(ids[np.clip(at, 0, len(ids) - 1)])
        within = (side >= 0) & (distance <= reach[:, None])
        side[~np.logical_and.accumulate(within, axis=1)] = -1
        sides.append(side)
    return np.concatenate((sides[0][:, ::-1], sides[1]), axis=1)


@chainer.dataset.converter()
def to_device(batch, device):
    """Converter: words and contexts as arrays on ``device``."""
    return tuple(device.send(array) for array in batch)
