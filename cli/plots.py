"""Matplotlib's figures, drawn without a screen."""

import matplotlib

from cli import files, fonts

matplotlib.use('Agg')
from matplotlib import font_manager  # noqa: E402
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.text import Text  # noqa: E402

ENDINGS = '.png', '.pdf', '.svg', '.jpg', '.jpeg'


def legible(figure):
    """Give each text of a figure a font that has its letters, or spell it in ASCII.

    :func:`save` does it; who lays a figure out before that calls it first.
    """
    for artist in figure.findobj(Text):
        text = artist.get_text()
        if text.isascii() or fonts.has(font_manager.findfont(artist.get_fontproperties()), text):
            continue
        path = fonts.find(text)
        if path is None:
            artist.set_text(fonts.spelt(text))
        else:
            size = artist.get_size()
            artist.set_fontproperties(font_manager.FontProperties(fname=path, size=size))


def save(figure, path, **how):
    """Write a figure, whole or not at all, and close it.

    Args:
        figure (~matplotlib.figure.Figure): Of ``plt``.
        path (str): Its ending says the format.
        how: What else ``figure.savefig`` is told.
    """
    legible(figure)
    with files.replacing(path) as temporary:
        figure.savefig(temporary, **how)
    plt.close(figure)
