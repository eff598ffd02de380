"""One colouring for all pictures of a run."""

from data import camvid
from data.pictures.classes import colormap, palette
from predict.parts import networks


def of_run(run):
    """The colours of a run's classes, uint8 (256, 3), RGB: those of its examples.png.

    Training notes in ``args.json`` what its labels or their layout have. A run from before it did
    has those that belong to the names of its classes.
    """
    facts = networks.facts(run)
    if 'colours' in facts:
        return palette(facts['colours'])
    known = tuple(facts['classes']) == camvid.CLASSES
    return palette(camvid.palette()[: len(camvid.CLASSES)]) if known else colormap()
