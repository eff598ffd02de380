"""The folder of a data set that is drawn here, in VOC's layout."""

from cli.errors import UserError
from data.folders import manifest, voc_folder
from data.folders.voc_lists import split


def make(root, name, draw, number, seed, side, version, classes, palette=(), **kind):
    """Write ``number`` pictures in VOC's layout to the folder ``root``, unless it holds them.

    Args:
        root (str): The folder.
        name (str): Of the data set, ``data.NAME``, with which the names of its pictures begin.
        draw: Function of seed, number of the picture and side: the picture and its label, or its
            objects.
        number, seed, side (int): How many, which, and how large.
        version (int): Raised when the same seed draws other pictures.
        classes, palette, kind: As of :func:`data.folders.voc_folder.writing`.

    Raises:
        UserError: ``root`` holds something else, or cannot be written; or a number is too small.
    """
    if number < 2 or side < 32 or not 0 <= seed < 2**32:
        raise UserError(name + ': number must be 2 or more, side 32 or more, seed 0 or more')
    made = {
        'by': 'data.' + name, 'version': version, 'number': number, 'seed': seed, 'side': side,
    }  # fmt: skip
    if manifest.holds(root, made):
        return
    names = ['{}_{:06d}'.format(name, i) for i in range(number)]
    train, val = split(names)
    with voc_folder.writing(root, made, classes, palette, **kind) as folder:
        for i, picture in enumerate(names):
            folder.add(picture, *draw(seed, i, side))
        folder.add_list('train', train)
        folder.add_list('val', val)
        folder.add_list('trainval', names)
