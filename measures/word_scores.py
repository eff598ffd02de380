"""How alike a person's judgement and word vectors are: rank correlation, and analogies.

Vectors are anything with ``words``, ``unit`` (rows of length 1), ``index(word)`` and
``word in vectors``: :class:`data.words.word_vectors.WordVectors`.
"""

import collections

import numpy as np

Pairs = collections.namedtuple('Pairs', 'spearman seen total')
Questions = collections.namedtuple('Questions', 'right seen total')


def score_pairs(vectors, pairs):
    """Spearman correlation of cosines and given scores, NaN if fewer than two are seen.

    Args:
        vectors (~data.words.word_vectors.WordVectors): Vectors.
        pairs (list): ``(a, b, score)`` each.

    Returns:
        Pairs: ``spearman``, and the numbers of pairs ``seen`` and in ``total``.
    """
    seen = [pair for pair in pairs if pair[0] in vectors and pair[1] in vectors]
    cosines = [vectors.unit[vectors.index(a)].dot(vectors.unit[vectors.index(b)])
               for a, b, _ in seen]  # fmt: skip
    rho = float('nan')
    if len(seen) > 1:
        rho = spearman(cosines, [score for _, _, score in seen])
    return Pairs(rho, len(seen), len(pairs))


def score_questions(vectors, questions):
    """How many analogies come out right.

    Args:
        vectors (~data.words.word_vectors.WordVectors): Vectors.
        questions (list): ``(a, b, c, d)`` each.

    Returns:
        Questions: the numbers answered ``right``, ``seen`` and in ``total``.
    """
    seen = [question for question in questions if all(word in vectors for word in question)]
    right = 0
    # So many at a time that the cosines with all words stay in memory.
    step = max(1, (1 << 24) // len(vectors.words))
    for start in range(0, len(seen), step):
        ids = np.array([[vectors.index(w) for w in q] for q in seen[start : start + step]])
        a, b, c = [vectors.unit[ids[:, i]] for i in range(3)]
        cosines = (b - a + c).dot(vectors.unit.T)
        cosines[np.arange(len(ids))[:, None], ids[:, :3]] = -np.inf
        right += int((cosines.argmax(axis=1) == ids[:, 3]).sum())
    return Questions(right, len(seen), len(questions))


def spearman(a, b):
    """Correlation of the ranks of two lists of numbers; equals share their mean rank."""
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values):
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2.0)[which]
