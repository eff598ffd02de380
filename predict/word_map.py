"""Draw a map of words: their vectors seen from where they spread most (PCA).

VECTORS is the vectors.txt of a run of train/skip_gram.py, or any file in
word2vec's text or binary (.bin) format. With --arrows the words are taken by
twos, and an arrow leads from one to the other: arrows of one relation are
parallel where the vectors know it.
"""

import os

import numpy as np

from cli import errors, options, outputs, plots, run_folder
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
    plots.legible(figure)
    figure.tight_layout()
    plots.save(figure, path, dpi=80)


def main():
    p = options.parser(__doc__)
    p.add_argument('vectors', metavar='VECTORS', help='file of word vectors')
    p.add_argument('words', metavar='WORD', nargs='+')
    p.add_argument('--arrows', action='store_true', help='from every first to every second word')
    p.add_argument('--out', '-o', help='the picture (default: words.png beside a run, or in runs/)')
    outputs.add_overwrite(p)
    args = p.parse_args()
    out = default_out(args.vectors) if args.out is None else args.out
    outputs.check([out], [args.vectors], args.overwrite or args.out is None, plots.ENDINGS)
    draw(word_vectors.load(args.vectors), args.words, out, args.arrows)
    print('{} written'.format(out))


def default_out(vectors):
    """``words.png`` beside the vectors of a run, and in runs/ for those from elsewhere."""
    folder = os.path.dirname(vectors)
    ours = os.path.exists(os.path.join(folder, run_folder.ARGS))
    return os.path.join(folder if ours else 'runs', 'words.png')


if __name__ == '__main__':
    errors.run(main)
