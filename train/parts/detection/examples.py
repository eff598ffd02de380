"""Some test pictures with what is found in them, and with the truth."""

import os

import numpy
from chainer.training import extension

from cli import files
from data.pictures import boxed
from data.pictures.boxes import compared
from data.pictures.overlay import figure
from data.pictures.picture import to_picture
from measures.detection import Found, Objects


class Examples(extension.Extension):
    """Draw ``examples.png``: found objects with their scores beside the true ones.

    Args:
        dataset (~data.detection.DetectionDataset): Test pictures.
        model (~models.parts.detection.Detection): Network.
        number (int): Pictures to draw, spread over the data set.
    """

    trigger = 1, 'epoch'
    # After the evaluation, before the snapshots.
    priority = extension.PRIORITY_READER

    def __init__(self, dataset, model, number=6):
        self._dataset = dataset
        self._model = model
        number = min(number, len(dataset))
        self._drawn = numpy.linspace(0, len(dataset) - 1, number).astype(int)

    def __call__(self, trainer):
        rows = [self._row(i) for i in self._drawn]
        with files.replacing(os.path.join(trainer.out, 'examples.png')) as path:
            figure(rows).save(path)

    def _row(self, i):
        x, boxes, labels, difficult = self._dataset[i]
        shown, _ = boxed.resized(x, boxes, self._model.size)
        found, classes, scores = self._model.predict(shown[None])[0]
        found = Found(found * numpy.array(x.shape[1:] * 2, numpy.float32), classes, scores)
        truth = Objects(boxes, labels, difficult)
        return compared(to_picture(x), found, truth, self._dataset.classes)
