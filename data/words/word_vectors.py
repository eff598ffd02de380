"""Word vectors in the two file formats of word2vec.

Both begin with a line ``number-of-words units``. The text format has a line a
word: the word and its numbers, with spaces between. The binary format has the
word, a space and its numbers as little-endian float32; word2vec ends them with
a line feed, gensim does not. Files ending in .bin are binary, others text.
"""

import io

import numpy as np

from cli.errors import UserError
from cli.files import replacing
from data.words.vocabulary import look_up


class WordVectors(object):
    """Words and their vectors.

    Args:
        words (list of str): No white space in them.
        matrix (numpy.ndarray): float32 of shape (number of words, units).
        name (str): What to call them in a message.

    Attributes:
        words, matrix: As given.
        unit (numpy.ndarray): The same vectors, of length 1 (0 where one is 0).
    """

    def __init__(self, words, matrix, name='the vectors'):
        self.words = list(words)
        self.matrix = matrix
        length = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
        self.unit = matrix / np.where(length == 0, 1, length)
        self._name = name
        self._ids = {}
        for i, word in enumerate(self.words):
            self._ids.setdefault(word, i)

    def __contains__(self, word):
        return word in self._ids

    def index(self, word):
        """Row of ``word``.

        Raises:
            UserError: It has no vector.
        """
        return look_up(word, self._ids, self._name)


def save(path, vectors):
    """Write :class:`WordVectors`, whole or not at all."""
    header = '{} {}\n'.format(*vectors.matrix.shape)
    # 9 digits give every float32 back as it was.
    numbers = ' %.9g' * vectors.matrix.shape[1] + '\n'
    with replacing(path) as temporary:
        with open(temporary, 'wb') as f:
            f.write(header.encode('ascii'))
            for word, row in zip(vectors.words, vectors.matrix.astype('<f4')):
                f.write(word.encode('utf-8'))
                if path.endswith('.bin'):
                    f.write(b' ' + row.tobytes() + b'\n')
                else:
                    f.write((numbers % tuple(row)).encode('ascii'))


def load(path):
    """Read vectors that we, word2vec or gensim wrote.

    Returns:
        WordVectors: With a float32 matrix.

    Raises:
        UserError: The file is missing, damaged or in another format.
    """
    try:
        with open(path, 'rb') as f:
            header = f.readline(100).split()
            if len(header) != 2:
                raise ValueError("its first line is not 'number-of-words units'")
            shape = int(header[0]), int(header[1])
            words, matrix = (_read_binary if path.endswith('.bin') else _read_text)(f, shape)
    except FileNotFoundError:
        raise UserError('{}: no such file of word vectors'.format(path))
    except IsADirectoryError:
        raise UserError('{}: is a folder: name the file in it, of a run vectors.txt'.format(path))
    except (ValueError, IndexError, MemoryError) as e:
        raise UserError(
            "{}: not word vectors in word2vec's {} format, or damaged: {}".format(
                path, 'binary' if path.endswith('.bin') else 'text (binary files end in .bin)', e
            )
        )
    return WordVectors(words, matrix, path)


def _read_text(f, shape):
    words, matrix = [], np.empty(shape, dtype=np.float32)
    # Only '\n' ends a line: words may hold what Unicode calls line ends.
    for i, line in enumerate(io.TextIOWrapper(f, encoding='utf-8', newline='\n')):
        # gensim ends lines with '\n', word2vec with ' \n'.
        word, *numbers = line.rstrip(' \r\n').split(' ')
        if len(numbers) != shape[1]:
            raise ValueError('line {} has {} numbers'.format(i + 2, len(numbers)))
        if i == shape[0]:
            raise ValueError('it goes on after its {} words'.format(i))
        words.append(word)
        matrix[i] = numbers
    if len(words) != shape[0]:
        raise ValueError('it ends after {} of {} words'.format(len(words), shape[0]))
    return words, matrix


def _read_binary(f, shape):
    content = f.read()
    words, matrix = [], np.empty(shape, dtype=np.float32)
    place = 0
    for i in range(shape[0]):
        end = content.find(b' ', place)
        start = end + 1
        if end < 0 or start + 4 * shape[1] > len(content):
            raise ValueError('it ends after {} of {} words'.format(i, shape[0]))
        # Long words were cut by word2vec, at times within a letter.
        words.append(content[place:end].lstrip(b'\n').decode('utf-8', 'replace'))
        matrix[i] = np.frombuffer(content, '<f4', shape[1], start)
        place = start + 4 * shape[1]
    return words, matrix
