"""How right a division into cells is: the scores of ISBI 2012's challenge, and cells kept apart.

Arganda-Carreras et al., "Crowdsourcing the creation of image segmentation algorithms for
connectomics" (Frontiers in Neuroanatomy 2015): V_Rand and V_Info, both restricted to the
foreground and with equal weight for splits and mergers. Of a picture's n pixels that are inside
cells in the truth, p_ij is the share in cell j of the truth and in cell i of the prediction, s_i
and t_j are the shares of the cells themselves, and

    V_Rand = sum p_ij^2 / (sum s_i^2 / 2 + sum t_j^2 / 2)
    V_Info = I(S, T) / (H(S) / 2 + H(T) / 2)

What is membrane in the truth (label 0) is left out. A pixel that is membrane in the prediction
alone is a cell of its own, as in the challenge's programs. Cells are the 4-connected components of
what is no membrane. A pixel that is not counted (-1) is taken for membrane.

So a membrane drawn too thick costs much, though it divides well. The challenge therefore thinned
predicted membranes to a line before it scored. Here ``thinned`` is the same score once each pixel
of the predicted membranes belongs to the nearest predicted cell, as far as :data:`THINNED` pixels:
no line is left, and there is nothing to tune. Nor is the threshold, which the challenge chose for
each entry as the best one.
"""

import numpy as np

from measures.components import components
from measures.nearest import two_nearest

CELL = 1
THINNED = 32
"""Pixels from a cell within which a predicted membrane is given to it."""

GAP = 6
"""Pixels between two cells that touch, at most: a thin membrane."""


def scores(truth, predicted):
    """V_Rand, V_Info and cells kept apart, of one picture.

    Args:
        truth: int array (H, W), 0 membrane, 1 cell, -1 not counted.
        predicted: int array (H, W), 0 or 1.

    Returns:
        dict: ``V_Rand`` and ``V_Info`` of the prediction as it stands, ``V_Rand thinned`` and
        ``V_Info thinned`` (floats, 0 to 1; NaN where the truth has no cell), ``touching`` and
        ``kept apart`` (numbers of pairs, :func:`apart`).
    """
    cells, found = [components(np.asarray(label) == CELL) for label in (truth, predicted)]
    as_it_stands, in_lines = shares(cells, found), shares(cells, thinned(found))
    kept, touching = apart(cells, found)
    return {
        'V_Rand': v_rand(*as_it_stands), 'V_Info': v_info(*as_it_stands),
        'V_Rand thinned': v_rand(*in_lines), 'V_Info thinned': v_info(*in_lines),
        'touching': touching, 'kept apart': kept,
    }  # fmt: skip


def thinned(found):
    """Predicted cells, int array (H, W), grown into what is 0 until they meet: the same."""
    return two_nearest(found, THINNED)[0][0]


def shares(cells, found):
    """The shares p_ij, s_i and t_j of the docstring.

    Args:
        cells: int array (H, W), cells of the truth by number; 0 is left out.
        found: the same of the prediction; each pixel of 0 is a cell of its own.

    Returns:
        tuple: three float64 arrays, without what is zero; the order of each is of no meaning.
    """
    inside = cells > 0
    truth, predicted = cells[inside].astype(np.int64), found[inside].astype(np.int64)
    alone = predicted == 0
    predicted[alone] = found.max() + 1 + np.arange(alone.sum()) if alone.any() else 0
    both = predicted * (truth.max() + 1) + truth if truth.size else truth
    counts = [np.unique(numbers, return_counts=True)[1] for numbers in (both, predicted, truth)]
    return tuple(count / float(max(1, truth.size)) for count in counts)


def v_rand(p, s, t):
    """V_Rand of what :func:`shares` returns; NaN without a cell."""
    if not p.size:
        return float('nan')
    return float((p * p).sum() / (0.5 * (s * s).sum() + 0.5 * (t * t).sum()))


def v_info(p, s, t):
    """V_Info of what :func:`shares` returns; NaN without a cell, 1 for one cell found whole."""
    if not p.size:
        return float('nan')
    joint, found, true = [-(each * np.log(each)).sum() for each in (p, s, t)]
    if found + true == 0:
        return 1.0
    return float((found + true - joint) / (0.5 * found + 0.5 * true))


def apart(cells, found):
    """How many of the cells that touch are still apart in a prediction.

    Two cells touch where a membrane pixel is between them, and they are at most :data:`GAP` pixels
    from each other there. A cell is found where most of its predicted pixels are; two are kept
    apart if both are found, and not as the same one.

    Args:
        cells, found: As of :func:`shares`.

    Returns:
        tuple: int, pairs kept apart and pairs that touch.
    """
    numbers, distances = two_nearest(cells, GAP)
    near = (cells == 0) & (numbers[1] > 0) & (distances.sum(axis=0) <= GAP)
    pairs = np.unique(np.sort(numbers[:, near], axis=0), axis=1).T
    where = _majorities(cells, found)
    kept = sum(1 for a, b in pairs.tolist() if where[a] and where[b] and where[a] != where[b])
    return kept, len(pairs)


def _majorities(cells, found):
    """By number of a cell, the predicted one that most of its pixels are in; 0: in none."""
    inside = (cells > 0) & (found > 0)
    pairs = np.stack([cells[inside], found[inside]]).astype(np.int64)
    pairs, pixels = np.unique(pairs, axis=1, return_counts=True)
    where = np.zeros(cells.max() + 1, dtype=np.int64)
    order = np.argsort(pixels, kind='stable')  # the last one written is the most frequent
    where[pairs[0][order]] = pairs[1][order]
    return where
