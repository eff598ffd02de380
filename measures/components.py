"""Instances in a map of yes and no: pixels that hang together over their four sides."""

import numpy as np


def components(inside):
    """Number the 4-connected components of a map.

    Args:
        inside: bool array (H, W).

    Returns:
        int32 array (H, W): 0 outside, else 1, 2, ... in the order of the components' first pixels.
    """
    inside = np.asarray(inside, dtype=bool)
    before = np.zeros_like(inside)
    before[:, 1:] = inside[:, :-1]
    # Runs of a row first: there are far fewer of them than pixels.
    runs = np.cumsum((inside & ~before).ravel()).reshape(inside.shape) * inside
    touching = inside[1:] & inside[:-1]
    pairs = np.unique(np.stack([runs[:-1][touching], runs[1:][touching]]), axis=1)
    first = list(range(runs.max() + 1 if runs.size else 1))
    for a, b in pairs.T.tolist():
        a, b = _first(first, a), _first(first, b)
        first[max(a, b)] = min(a, b)
    roots = np.array([_first(first, run) for run in range(len(first))])
    return np.unique(roots, return_inverse=True)[1].reshape(-1)[runs].astype(np.int32)


def _first(first, run):
    while first[run] != run:
        first[run] = first[first[run]]
        run = first[run]
    return run
