"""Labels as pictures: in VOC's palette, laid over the photograph, side by side."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cli import fonts
from data.pictures.classes import VOID, colormap
from measures.confusion import accuracy

_GAP = 4
_LINE = 14  # height of a caption in Pillow's built-in font


def indexed(label, palette=None):
    """Index picture (mode P) of a label.

    Args:
        label: int array (H, W) of classes; -1 becomes 255.
        palette: uint8 array (256, 3), RGB; VOC's where there is none.
    """
    label = np.asarray(label)
    picture = Image.fromarray(np.where(label < 0, VOID, label).astype(np.uint8))
    picture.putpalette((colormap() if palette is None else palette).tobytes())
    return picture


def overlay(picture, label, palette=None):
    """Half photograph, half the label's colours; the background stays as it is.

    The result pictures of the posts (2016-07-16) look like this.

    Args:
        picture: uint8 array (H, W, 3), RGB.
        label: int array (H, W).
        palette: as in :func:`indexed`.

    Returns:
        uint8 array (H, W, 3).
    """
    colours = (colormap() if palette is None else palette)[np.where(label < 0, VOID, label)]
    mixed = (picture.astype(np.uint16) + colours) // 2
    return np.where((label == 0)[:, :, None], picture, mixed).astype(np.uint8)


def compared(picture, truth, predictions, palette=None):
    """A row of the posts' figure: predictions with their accuracies below, then the truth.

    Args:
        picture: uint8 array (H, W, 3), RGB.
        truth: int array (H, W), below 0 where not to be counted.
        predictions: list of int arrays (H, W).
        palette: as in :func:`indexed`.

    Returns:
        list: a row for :func:`figure`.
    """
    row = [
        (overlay(picture, predicted, palette), '{:.2%}'.format(accuracy(truth, predicted)))
        for predicted in predictions
    ]
    return row + [(overlay(picture, truth, palette), 'truth')]


def figure(rows, titles=()):
    """Pictures in rows, each with a caption below, on white.

    Args:
        rows: list of rows, each a list of (uint8 array (H, W, 3), caption).
        titles: texts above the columns.

    Returns:
        PIL.Image.Image: Mode RGB.
    """
    columns = max(len(row) for row in rows)
    widths = [max(row[i][0].shape[1] for row in rows if i < len(row)) for i in range(columns)]
    heights = [max(picture.shape[0] for picture, _ in row) + _LINE for row in rows]
    top = _LINE if titles else 0
    size = sum(widths) + _GAP * (columns - 1), top + sum(heights) + _GAP * (len(rows) - 1)
    canvas = Image.new('RGB', size, 'white')
    draw = ImageDraw.Draw(canvas)
    x = 0
    for title, width in zip(titles, widths):
        write(draw, (x + 2, 1), title)
        x += width + _GAP
    y = top
    for row, height in zip(rows, heights):
        x = 0
        for (picture, caption), width in zip(row, widths):
            canvas.paste(Image.fromarray(picture), (x, y))
            write(draw, (x + 2, y + picture.shape[0] + 1), caption)
            x += width + _GAP
        y += height + _GAP
    return canvas


def write(draw, place, text):
    """Write black text: in Pillow's built-in font, or in another where that lacks letters."""
    font = None
    if not text.isascii():
        path = fonts.find(text)
        if path is None:
            text = fonts.spelt(text)
        else:
            font = ImageFont.truetype(path, _LINE - 3)
    draw.text(place, text, fill='black', font=font)
