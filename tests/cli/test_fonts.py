"""Letters that a font lacks are found in another, or spelt so that one can tell."""

import os

import matplotlib
import numpy as np
import pytest
from PIL import Image, ImageDraw

from cli import fonts, plots
from data.pictures.overlay import write

_OURS = os.path.join(os.path.dirname(matplotlib.__file__), 'mpl-data', 'fonts', 'ttf')


@pytest.fixture
def only(monkeypatch):
    """Take the fonts of one folder for all that there are."""

    def take(folder):
        monkeypatch.setattr(fonts, '_FOLDERS', (str(folder),))
        monkeypatch.setattr(fonts, '_PACKAGES', {})
        monkeypatch.setattr(fonts, '_told', [])
        fonts._fonts.cache_clear()
        fonts._find.cache_clear()

    yield take
    fonts._fonts.cache_clear()
    fonts._find.cache_clear()


def test_a_font_that_has_the_letters(only):
    only(_OURS)
    assert os.path.basename(fonts.find('caf\u00e9 \u042f')) == 'DejaVuSans.ttf'
    # Neither a box for every letter nor half of the word will do.
    assert fonts.find('\u732b') is None and fonts.find('caf\u00e9 \u732b') is None


def test_spelt_where_there_is_none(only, tmp_path, capsys):
    only(tmp_path)
    text = '\u732b \u306e \u30b7\u30e3\u30b7\u30f3 \uff76\u30fc caf\u00e9'
    assert fonts.spelt(text) == '<U+732B> no siyasin ka- cafe'
    fonts.spelt('\u72ac')
    # Told once, not for every word.
    assert capsys.readouterr().err.count('no font on this machine') == 1


def drawn(text):
    canvas = Image.new('RGB', (90, 20), 'white')
    write(ImageDraw.Draw(canvas), (1, 1), text)
    return np.array(canvas)


def test_captions_of_pictures(only, tmp_path):
    only(tmp_path)
    assert (drawn('\u732b') == drawn('<U+732B>')).all()
    only(_OURS)
    assert (drawn('\u042f') != drawn('<U+042F>')).any() and drawn('\u042f').min() < 128


def test_words_of_figures(only, tmp_path, recwarn):
    only(tmp_path)
    figure, axes = plots.plt.subplots()
    plain, foreign = axes.text(0, 0, 'caf\u00e9'), axes.text(0, 1, '\u732b')
    plots.save(figure, str(tmp_path / 'x.png'))
    assert (plain.get_text(), foreign.get_text()) == ('caf\u00e9', '<U+732B>')
    assert not [w for w in recwarn if 'missing from' in str(w.message)]
