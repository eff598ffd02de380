"""Draw a map of words: their vectors seen from where they spread most (PCA).

VECTORS is the vectors.txt of a run of train/skip_gram.py, or any file in
word2vec's text or binary (.bin) format. With --arrows the words are taken by
twos, and an arrow leads from one to the other: arrows of one relation are
parallel where the vectors know it.
"""

import numpy as np

from cli import errors, options, plots
from cli.plots import plt
from data.words import word_vectors


def project(rows):
    """The two main directions of vectors.

    Args:
        rows (numpy.ndarray): Of shape (n, units).

    Returns:
        numpy.ndarray: Of shape (n, 2), centred.
    """
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # A direction's sign means nothing: one for all, so that pictures compare.
    axes = axes[:2] * np.sign(axes[:2].sum(axis=1, keepdims=True))
    return centred.dot(axes.T)


def draw(vectors, words, path, arrows=False):
    """Write a map of ``words`` as a PNG.

    Args:
        vectors (~data.words.word_vectors.WordVectors): Vectors.
        words (list of str): At least three.
        path (str): The picture.
        arrows (bool): Lead an arrow from every first to every second word.

    Raises:
        UserError: A word has no vector, or there are too few.
    """
    if len(words) < 3:
        raise errors.UserError('a map needs at least 3 words, not {}'.format(len(words)))
    if arrows and len(words) % 2:
        raise errors.UserError('--arrows needs words by twos, not {}'.format(len(words)))
    places = project(vectors.unit[[vectors.index(word) for word in words]])
    figure, axes = plt.subplots(figsize=(6, 5))
    axes.scatter(places[:, 0], places[:, 1], s=12)
    for word, place in zip(words, places):
        axes.annotate(word, place, xytext=(3, 3), textcoords='offset points')
    if arrows:
        for start, end in zip(places[::2], places[1::2]):
            axes.annotate('', end, start, arrowprops={'arrowstyle': '->', 'alpha': 0.4})
    axes.set_xticks([])
    axes.set_yticks([])
    axes.margins(0.15)
    figure.tight_layout()
    plots.save(figure, path, dpi=80)


def main():
    p = options.parser(__doc__)
    p.add_argument('vectors', metavar='VECTORS', help='file of word vectors')
    p.add_argument('words', metavar='WORD', nargs='+')
    p.add_argument('--arrows', action='store_true', help='from every first to every second word')
    p.add_argument('--out', '-o', default='words.png', help='the picture')
    args = p.parse_args()
    draw(word_vectors.load(args.vectors), args.words, args.out, args.arrows)


if __name__ == '__main__':
    errors.run(main)
