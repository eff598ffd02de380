"""The words of a corpus, numbered from the most frequent one down."""

import collections
import difflib

import numpy as np

from cli.errors import UserError
from cli.files import replacing

# Ends a sentence among the words of a text: white space, so it can't be a word.
END = '\n'


class Vocabulary(object):
    """Words, their numbers and how often each occurs.

    Args:
        words (list of str): Word number ``i`` at place ``i``.
        counts (list of int): How often it occurs; the post's U(w).

    Attributes:
        words (list of str), counts (numpy.ndarray): int64, as given.
        ids (dict): From a word to its number.
    """

    def __init__(self, words, counts):
        self.words = list(words)
        self.counts = np.array(counts, dtype=np.int64)
        self.ids = {word: i for i, word in enumerate(self.words)}

    def __len__(self):
        return len(self.words)

    def __eq__(self, other):
        return self.words == other.words and np.array_equal(self.counts, other.counts)

    def save(self, path):
        """Write one ``word count`` a line, UTF-8."""
        with replacing(path) as temporary:
            with open(temporary, 'w', encoding='utf-8', newline='\n') as f:
                for word, count in zip(self.words, self.counts):
                    f.write('{} {}\n'.format(word, count))

    @classmethod
    def load(cls, path):
        """Read what :meth:`save` wrote.

        Raises:
            UserError: ``path`` is not a vocabulary.
        """
        try:
            # Only '\n' ends a line here: str.splitlines knows more line ends than str.split.
            with open(path, encoding='utf-8', newline='\n') as f:
                pairs = [line.split() for line in f]
            return cls([word for word, _ in pairs], [int(count) for _, count in pairs])
        except (OSError, ValueError) as e:
            raise UserError('{}: not a vocabulary, one word and count a line ({})'.format(path, e))


def count(pieces, min_count, name):
    """Count words, in memory that grows with their variety, not with the text.

    Args:
        pieces: Lists of words, each read once; :data:`END` may stand among them.
        min_count (int): Rarer words are left out.
        name (str): What to call the text in a message.

    Returns:
        Vocabulary: The most frequent word first, equals in alphabetical order.

    Raises:
        UserError: No word occurs often enough.
    """
    counter = collections.Counter()
    for words in pieces:
        counter.update(words)
    del counter[END]
    if not counter:
        raise UserError('{}: holds no words'.format(name))
    kept = sorted((-n, word) for word, n in counter.items() if n >= min_count)
    if not kept:
        raise UserError(
            '{}: no word occurs {} times, the most frequent one {}: give a smaller '
            '--min-count'.format(name, min_count, max(counter.values()))
        )
    return Vocabulary([word for _, word in kept], [-n for n, _ in kept])


def look_up(word, ids, name):
    """The number of ``word`` in the dict ``ids``.

    Raises:
        UserError: It is none of them; with the words that look like it.
    """
    if word in ids:
        return ids[word]
    near = difflib.get_close_matches(word, ids, 3)
    hint = ' (did you mean {}?)'.format(' or '.join(near)) if near else ''
    raise UserError('{!r} is not among the {} words of {}{}'.format(word, len(ids), name, hint))
