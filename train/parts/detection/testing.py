"""The test after every epoch: the loss, and how right the objects are that are found."""

import chainer
import numpy

from cli.errors import UserError
from measures.detection import Found, Objects, average_precisions
from models.parts.detection import MEASURED
from train.parts import together
from train.parts.detection.batches import converter
from train.parts.testing import CountingEvaluator


class DetectionEvaluator(CountingEvaluator):
    """Report ``loss`` and ``iou`` of the test pictures, and ``map``.

    The latter is VOC2007's mean average precision (:mod:`measures.detection`), not a mean over
    batches or processes, but of all pictures together.

    Args:
        args, device, model, dataset: As of :class:`~train.parts.testing.CountingEvaluator`, the
            model a :class:`~models.parts.detection.Detection`, the data set a
            :class:`~data.detection.DetectionDataset`.
    """

    def __init__(self, args, device, model, dataset):
        # Pictures differ in size: their boxes are kept before they are made into a batch.
        super(DetectionEvaluator, self).__init__(args, device, model, dataset, converter=_as_it_is)
        self._convert = converter(model.size)
        self._seen = []

    def _evaluate(self, batch):
        x, told, classes = self._convert(batch, self.device)
        cells = self._model.cells(x)
        self._model.loss_of(cells, told, classes)
        self._count(len(batch))
        for found, example in zip(self._model.objects_of(cells, MEASURED), batch):
            image, boxes, labels, difficult = example
            shares = boxes / numpy.array(image.shape[1:] * 2, numpy.float32)
            self._seen.append((Found(*found), Objects(shares, labels, difficult)))

    def evaluate(self):
        self._seen = []
        means = super(DetectionEvaluator, self).evaluate()
        found, truth = zip(*together.gathered(self._seen))
        self._seen = []
        measured = average_precisions(found, truth, self._model.n_class)
        if not measured['objects'].any():
            # A mean over no class is no number, which no log and no best model can hold.
            raise UserError(
                'no test picture has an object that is not difficult: there is nothing to test on'
            )
        with chainer.reporter.report_scope(means):
            chainer.report({'map': measured['mean AP 2007']}, self._model)
        return means


@chainer.dataset.converter()
def _as_it_is(batch, device):
    return (batch,)
