"""Matplotlib's figures, drawn without a screen."""

import matplotlib

from cli import files

matplotlib.use('Agg')
from matplotlib import pyplot as plt  # noqa: E402


def save(figure, path, **how):
    """Write a figure, whole or not at all, and close it.

    Args:
        figure (~matplotlib.figure.Figure): Of ``plt``.
        path (str): Its ending says the format.
        how: What else ``figure.savefig`` is told.
    """
    with files.replacing(path) as temporary:
        figure.savefig(temporary, **how)
    plt.close(figure)
