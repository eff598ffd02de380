"""Labels from the colours of a label picture, as before "revisit 1" (2016-07-16, second point).

The post: "I didn't understand the fact that an image with information on labels in VOC dataset is
not RGB mode, but index one. Therefore, I spent time to implement a function by which RGB is
converted to an integer value." What :func:`data.pictures.picture.load_voc_label` reads at once is
worked out here; benchmarks.labels_by_colour measures what that costs.
"""

import numpy as np
from PIL import Image

from data.pictures.classes import colormap
from data.pictures.picture import FORMATS, IGNORE


def load_by_colour(path, n_class):
    """A label picture's classes by VOC's colours.

    Args:
        path (str): Index PNG, or the same in RGB.
        n_class (int): Number of classes.

    Returns:
        int32 array of shape (H, W); -1 for the borders' colour, and for one that no class has.
    """
    with Image.open(path, formats=FORMATS) as image:
        colours = np.array(image.convert('RGB'))
    palette = colormap()
    label = np.full(colours.shape[:2], IGNORE, dtype=np.int32)
    for number in range(n_class):
        label[(colours == palette[number]).all(axis=2)] = number
    return label
