"""Text of any script in pictures: in a font of this machine that has it, else spelt in ASCII."""

import functools
import importlib.util
import os
import sys
import unicodedata

from PIL import ImageFont

_FOLDERS = (
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    '~/.local/share/fonts',
    '~/.fonts',
    '/System/Library/Fonts',
    '/Library/Fonts',
    '~/Library/Fonts',
    'C:\\Windows\\Fonts',
)
# Packages that bring fonts, as folders in them; the last two have Japanese.
_PACKAGES = {
    'matplotlib': 'mpl-data/fonts/ttf',
    'matplotlib_fontja': 'fonts',
    'japanize_matplotlib': 'fonts',
}
# They have a box for every letter.
_NO_FONTS = 'lastresort', 'blank', 'tofu'
_told = []
_NO_CHARACTER = '\uffff'  # drawn as whatever a font has for what it lacks


def find(text):
    """Path of a font that has all letters of ``text``; None if there is none here."""
    return _find(''.join(sorted({letter for letter in text if not letter.isspace()})))


def spelt(text):
    """``text`` in ASCII: without accents, kana by their sounds, others as ``<U+732B>``.

    Says on stderr, once, that it does.
    """
    if not _told:
        _told.append(text)
        sys.stderr.write(
            'no font on this machine has the letters of {!r}: such words are spelt in ASCII; for '
            'Japanese, pip install matplotlib-fontja brings one\n'.format(text)
        )
    return ''.join(_spelt(letter) for letter in unicodedata.normalize('NFKC', text))


@functools.lru_cache(maxsize=None)
def _find(letters):
    return next((path for path in _fonts() if has(path, letters)), None)


@functools.lru_cache(maxsize=None)
def _fonts():
    folders = [os.path.expanduser(folder) for folder in _FOLDERS] + list(_of_packages())
    found = []
    for folder in folders:
        for root, inner, names in os.walk(folder):
            inner.sort()
            found += [
                os.path.join(root, name)
                for name in sorted(names)
                if name.lower().endswith(('.ttf', '.otf', '.ttc'))
            ]
    return sorted([path for path in found if not _is(path, _NO_FONTS)], key=_ornate)


def _ornate(path):
    """What is upright, of plain weight and without serifs comes first."""
    odd = _is(path, ('bold', 'italic', 'oblique', 'light', 'thin', 'black', 'mono', 'condensed'))
    return odd, not _is(path, ('sans', 'gothic', 'ipaexg', 'meiryo'))


def _is(path, words):
    name = os.path.basename(path).lower()
    return any(word in name for word in words)


def _of_packages():
    for package, folder in _PACKAGES.items():
        spec = importlib.util.find_spec(package)
        for root in spec.submodule_search_locations if spec else ():
            yield os.path.join(root, *folder.split('/'))


def has(path, letters):
    """Has the font in ``path`` all of ``letters``?"""
    try:
        font = ImageFont.truetype(path, 16)
        lacking = bytes(font.getmask(_NO_CHARACTER))
        return all(bytes(font.getmask(letter)) not in (lacking, b'') for letter in letters)
    except (OSError, ValueError):  # no font after all
        return False


def _spelt(letter):
    if letter.isascii():
        return letter
    name = unicodedata.name(letter, '')
    if name.startswith(('HIRAGANA LETTER ', 'KATAKANA LETTER ')):
        return name.split()[-1].lower()
    if 'PROLONGED SOUND MARK' in name:
        return '-'
    plain = unicodedata.normalize('NFKD', letter)[0]
    return plain if plain.isascii() else '<U+{:04X}>'.format(ord(letter))
