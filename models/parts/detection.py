"""What every network of YOLO's kind does with the numbers of its cells: loss and objects.

Paper: Redmon et al., "You Only Look Once" (CVPR 2016), equation 3 and section 2.3.
"""

import chainer
import chainer.functions as F

from models.parts import grid
from models.parts.grid import NO_OBJECT, B
from models.parts.suppression import non_maximum_suppression, overlap

COORD, NOOBJ = 5.0, 0.5
"""The paper's lambdas: of x, y, w, h, and of the confidence where there is no object."""

SHOWN = 0.2
"""Score above which an object is shown, as in the authors' demonstration."""

MEASURED = 1e-3
"""The same where mean average precision is measured, as theirs is."""

OVERLAPPING = 0.5

# What boxes begin as, the square roots of their sides; and how much of it the picture says.
_ROOTS = (0.45, 0.65)
_LITTLE = 0.01


class Detection(chainer.Chain):
    """Loss and objects from ``cells(x)``.

    A network derives from it and defines ``cells``: pictures float32 (N, 3, ``size``, ``size``),
    BGR minus the mean, to float32 (N, 7, 7, 10 + n_class), as :mod:`models.parts.grid` reads them.

    Attributes:
        last_layer (~chainer.Link): The one that gives these: fully connected, with a bias a cell
            and number, or a convolution of 1 x 1, with one a number.
        n_class (int): Number of classes, without background.
        size (int): Side of the pictures, in pixels.
        dropout (float): Share of what the last layer sees dropped in training, .5 in the paper.
    """

    dropout = 0.5

    def begin(self):
        """Let the network begin by saying of every cell nearly the same.

        Two boxes in its middle, of two sizes, so that each becomes responsible for objects of its
        own; no confidence; all classes alike. The paper leaves this to the weights it starts from.
        """
        cell = self.xp.zeros(grid.numbers(self.n_class), 'f')
        for i, root in enumerate(_ROOTS):
            cell[5 * i : 5 * i + 4] = self.xp.array([0.5, 0.5, root, root], 'f')
        cell[5 * B :] = 1.0 / self.n_class
        self.last_layer.b.array.reshape(-1, len(cell))[...] = cell
        self.last_layer.W.array *= _LITTLE

    def __call__(self, x, told, classes):
        """The paper's loss.

        Args:
            x: float32 (N, 3, size, size), BGR minus the mean.
            told: float32 (N, 7, 7, 4), and
            classes: int32 (N, 7, 7), as :func:`models.parts.grid.encode` gives them.

        Returns:
            ~chainer.Variable: As :meth:`loss_of`.
        """
        return self.loss_of(self.cells(x), told, classes)

    def loss_of(self, cells, told, classes):
        """Sum of squared errors over each picture's cells, mean over the pictures.

        Of a cell's boxes the one is responsible for its object that overlaps it most, as it stands;
        where none overlaps it, the nearest one (:func:`models.parts.grid.distances`), as in the
        authors' program. Its confidence is to be that overlap (section 2: Pr(Object) * IOU).

        Args:
            cells (~chainer.Variable): What ``cells`` gave, (N, 7, 7, 10 + n_class).
            told, classes: As of :meth:`__call__`.

        Returns:
            ~chainer.Variable: The loss, which is reported, and beside it ``iou``, the mean overlap
            of the responsible boxes, where there is an object.
        """
        xp = self.xp
        is_object = classes != NO_OBJECT
        each = cells.array[..., : 5 * B].reshape(classes.shape + (B, 5))[..., :4]
        told = told[..., None, :]
        ious = overlap(grid.corners(each), grid.corners(told))
        nearest = grid.distances(each, told).argmin(axis=-1)
        best = xp.where(ious.any(axis=-1), ious.argmax(axis=-1), nearest)
        responsible = (xp.arange(B) == best[..., None]) & is_object[..., None]

        target, weight = xp.zeros_like(cells.array), xp.zeros_like(cells.array)
        for i in range(B):
            place, of_box = slice(5 * i, 5 * i + 4), responsible[..., i]
            target[..., place] = told[..., 0, :]
            weight[..., place] = COORD * of_box[..., None]
            target[..., 5 * i + 4] = of_box * ious[..., i]
            weight[..., 5 * i + 4] = xp.where(of_box, 1, NOOBJ)
        target[..., 5 * B :] = xp.arange(self.n_class) == classes[..., None]
        weight[..., 5 * B :] = is_object[..., None]

        self.loss = F.sum(weight * F.square(cells - target)) / len(cells)
        chainer.report({'loss': self.loss}, self)
        if is_object.any():
            chainer.report({'iou': ious[responsible].mean()}, self)
        return self.loss

    def predict(self, x, threshold=SHOWN):
        """Objects in pictures.

        Args:
            x: float32 (N, 3, size, size), BGR minus the mean, on any device.
            threshold (float): Only objects with a score above it.

        Returns:
            list: As :meth:`objects_of`.
        """
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            return self.objects_of(self.cells(self.device.send(x)), threshold)

    def objects_of(self, cells, threshold):
        """Objects that cells tell of, one box each.

        Returns:
            list: Of each picture its boxes, float32 (R, 4): y_min, x_min, y_max, x_max as shares of
            the picture's sides, 0 to 1, none of them empty; classes, int32 (R,); scores, float32
            (R,), the surest first.
        """
        cells = chainer.backend.CpuDevice().send(chainer.as_array(cells))
        found = []
        for boxes, scores in zip(*grid.decode(cells)):
            boxes = boxes.clip(0, 1)
            # Those that lie beyond the picture, or are of no size, show nothing.
            seen = (boxes[:, :2] < boxes[:, 2:]).all(axis=1)
            found.append(non_maximum_suppression(boxes[seen], scores[seen], threshold, OVERLAPPING))
        return found
