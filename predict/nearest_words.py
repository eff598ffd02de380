"""Words near a word, and answers to analogies, by their vectors.

VECTORS is the vectors.txt of a run of train/skip_gram.py, or any file in
word2vec's text or binary (.bin) format. For each WORD its neighbours are listed
by the cosine of their vectors. With --analogy the words are taken by threes: a
is to b as c is to what? (3CosAdd: the words nearest to b - a + c, where a, b and
c themselves don't count.)
"""

import numpy as np

from cli import errors, kinds, options
from data.words import word_vectors


def nearest(vectors, word, n):
    """The ``n`` words nearest to ``word``: ``[(word, cosine), ...]``, nearest first."""
    i = vectors.index(word)
    return _best(vectors, vectors.unit[i], [i], n)


def analogy(vectors, a, b, c, n):
    """The ``n`` best answers to "a is to b as c is to what", as :func:`nearest`."""
    i, j, k = [vectors.index(word) for word in (a, b, c)]
    target = vectors.unit[j] - vectors.unit[i] + vectors.unit[k]
    return _best(vectors, target / max(np.linalg.norm(target), 1e-12), [i, j, k], n)


def _best(vectors, target, excluded, n):
    cosine = vectors.unit.dot(target)
    cosine[excluded] = -np.inf
    n = min(n, len(cosine) - len(set(excluded)))
    order = np.argsort(-cosine, kind='mergesort')[:n]
    return [(vectors.words[i], float(cosine[i])) for i in order]


def main():
    p = options.parser(__doc__)
    p.add_argument('vectors', metavar='VECTORS', help='file of word vectors')
    p.add_argument('words', metavar='WORD', nargs='+')
    p.add_argument('--analogy', '-a', action='store_true', help='three words a question')
    p.add_argument('--number', '-n', type=kinds.positive, default=10, help='words to list')
    args = p.parse_args()
    if args.analogy and len(args.words) % 3:
        raise errors.UserError(
            '--analogy needs three words a question, not {}'.format(len(args.words))
        )
    vectors = word_vectors.load(args.vectors)
    if args.analogy:
        for a, b, c in zip(args.words[::3], args.words[1::3], args.words[2::3]):
            _print(
                '{} is to {} as {} is to'.format(a, b, c), analogy(vectors, a, b, c, args.number)
            )
    else:
        for word in args.words:
            _print(word, nearest(vectors, word, args.number))


def _print(title, found):
    print(title)
    for word, cosine in found:
        print('  {:6.3f}  {}'.format(cosine, word))


if __name__ == '__main__':
    errors.run(main)
