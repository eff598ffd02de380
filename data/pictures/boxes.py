"""Boxes drawn on their picture, each with a caption: of a data set, or predicted."""

import numpy as np
from PIL import Image, ImageDraw

from data.pictures.classes import colormap
from data.pictures.overlay import write

_SIDE = 480  # what the longer side is enlarged to, in pixels, where it is shorter
_LINE = 14
_THICK = 3


def draw(picture, boxes, labels, captions, thin=None):
    """The picture, enlarged if it is small, with a frame in the colour of its class round each box.

    Args:
        picture: uint8 array (H, W, 3), RGB.
        boxes: float array (R, 4): y_min, x_min, y_max, x_max in pixels, half-open; frames of those
            that reach beyond the picture run along its edge.
        labels: int array (R,), numbers of the classes; number 0 has VOC's colour 1.
        captions: R texts, such as the class's name and a score.
        thin: bool array (R,), whose frames are a pixel wide: the difficult ones.

    Returns:
        PIL.Image.Image: Mode RGB.
    """
    times = max(1, _SIDE // max(picture.shape[:2]))
    canvas = Image.fromarray(picture.repeat(times, axis=0).repeat(times, axis=1))
    pen = ImageDraw.Draw(canvas)
    colours = colormap()
    thin = [False] * len(boxes) if thin is None else thin
    # The largest first: small ones stay in sight.
    for i in sorted(range(len(boxes)), key=lambda i: -_area(boxes[i])):
        colour = tuple(colours[labels[i] % 254 + 1].tolist())
        # Pillow's corners are pixels, both of which are drawn.
        box = np.clip(np.round(boxes[i] * times), 0, 2 * (canvas.height, canvas.width))
        y_min, x_min, y_max, x_max = box.astype(int).tolist()
        for inwards in range(1 if thin[i] else _THICK):
            corners = x_min + inwards, y_min + inwards, x_max - 1 - inwards, y_max - 1 - inwards
            if corners[0] <= corners[2] and corners[1] <= corners[3]:
                pen.rectangle(corners, outline=colour)
        _caption(pen, canvas, x_min, y_min, captions[i], colour)
    return canvas


def compared(picture, found, truth, names):
    """A row of a figure: what is found, with its scores, beside what is there.

    Args:
        picture: uint8 array (H, W, 3), RGB.
        found (~measures.detection.Found): Boxes in pixels.
        truth (~measures.detection.Objects): The same.
        names: Of the classes.

    Returns:
        list: a row for :func:`data.pictures.overlay.figure`.
    """
    captions = ['{} {:.2f}'.format(names[c], s) for c, s in zip(found.labels, found.scores)]
    seen = draw(picture, found.boxes, found.labels, captions)
    captions = [names[label] for label in truth.labels]
    there = draw(picture, truth.boxes, truth.labels, captions, truth.difficult)
    return [(np.asarray(seen), 'found'), (np.asarray(there), 'truth')]


def _area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def _caption(pen, canvas, x, y, text, colour):
    # Above the box, or in it where there is no room.
    y = y - _LINE if y >= _LINE else min(y, canvas.height - _LINE)
    written = Image.new('RGB', (canvas.width, _LINE), 'white')
    write(ImageDraw.Draw(written), (3, 1), text)
    # How wide it is only the ink tells: Pillow's versions measure text by different names.
    ink = np.flatnonzero(np.array(written).min(axis=(0, 2)) < 255)
    width = min((ink[-1] if len(ink) else 0) + 4, canvas.width)
    x = max(0, min(x, canvas.width - width))
    canvas.paste(written.crop((0, 0, width, _LINE)), (x, y))
    pen.rectangle((x, y, x + width - 1, y + _LINE - 1), outline=colour)
