"""The colours of a label picture, and what occurs in it: a legend."""

import numpy as np
from PIL import Image, ImageDraw

from data.pictures.classes import VOID, colormap
from data.pictures.overlay import write

_SIDE = 480  # what the longer side is enlarged to, in pixels, where it is shorter
_LINE = 18
_LEGEND = 300


def palette_of(path, n_class, otherwise=None):
    """Colours to draw a label with: its own, if they tell the classes apart.

    Args:
        path: label picture.
        n_class: number of classes.
        otherwise: uint8 array (256, 3), colours in place of VOC's where it has none.

    Returns:
        uint8 array of shape (256, 3), RGB.
    """
    if otherwise is None:
        otherwise = colormap()
    with Image.open(path) as image:
        own = image.getpalette() if image.mode == 'P' else None
    if own is None:
        return otherwise
    palette = np.zeros(768, dtype=np.uint8)
    palette[: len(own)] = own
    palette = palette.reshape(256, 3)
    apart = len({tuple(colour) for colour in palette[:n_class].tolist()}) == n_class
    return palette if apart else otherwise


def legend(label, classes, void=VOID):
    """What occurs in a label.

    Args:
        label: int array (H, W), -1 where not to be counted.
        classes: names of the classes.
        void: a number, besides 255, of what is not to be counted.

    Returns:
        list: (number in the file, name, share of all pixels), in order of the number.
    """
    found = []
    for number, pixels in zip(*np.unique(np.where(label < 0, VOID, label), return_counts=True)):
        name = 'not in the list of {} classes'.format(len(classes))
        if number in (void, VOID):
            name = 'not counted'
        elif number < len(classes):
            name = classes[number]
        found.append((int(number), name, pixels / float(label.size)))
    return found


def draw(label, entries, palette):
    """The label enlarged, and its legend on the right.

    Args:
        label: int array (H, W), -1 where not to be counted.
        entries: what :func:`legend` returns.
        palette: uint8 array (256, 3), RGB.

    Returns:
        PIL.Image.Image: mode RGB.
    """
    times = max(1, _SIDE // max(label.shape))
    colours = palette[np.where(label < 0, VOID, label)]
    colours = colours.repeat(times, axis=0).repeat(times, axis=1)
    height, width = colours.shape[:2]
    explained = draw_legend(entries, palette)
    canvas = Image.new('RGB', (width + explained.shape[1], max(height, len(explained))), 'white')
    canvas.paste(Image.fromarray(colours), (0, 0))
    canvas.paste(Image.fromarray(explained), (width, 0))
    return canvas


def draw_legend(entries, palette, unpainted=()):
    """What the colours mean: number, share and name of each class, below each other.

    Args:
        entries: what :func:`legend` returns.
        palette: uint8 array (256, 3), RGB.
        unpainted: numbers of classes that are not painted over, and have no colour.

    Returns:
        uint8 array of shape (18 an entry, 300, 3), RGB.
    """
    canvas = Image.new('RGB', (_LEGEND, _LINE * len(entries)), 'white')
    pen = ImageDraw.Draw(canvas)
    for i, (number, name, share) in enumerate(entries):
        x, y = 8, i * _LINE + 2
        fill = None if number in unpainted else tuple(palette[number].tolist())
        pen.rectangle([x, y, x + 20, y + _LINE - 5], fill=fill, outline='black')
        for at, text in ((28, str(number)), (56, '{:.2%}'.format(share)), (104, name)):
            write(pen, (x + at, y), text)
    return np.array(canvas)
