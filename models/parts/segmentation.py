"""What every segmentation network does with the scores of its pixels.

Post 2016-07-16: borders between objects carry the label -1, which
``softmax_cross_entropy`` leaves out by itself and ``F.accuracy`` by
``ignore_label``.
"""

import chainer
import chainer.functions as F


class Segmentation(chainer.Chain):
    """Loss, accuracy and prediction from ``score(x, size)``.

    A network derives from it and defines ``score``: pictures float32 (N, 3, H,
    W), BGR minus the mean, to class scores float32 (N, n_class) + size.

    ``normalize``: mean of the loss over the pixels that count (as in the posts), or
    their sum, divided by N (what the Caffe original's learning rates belong to).

    ``class_weight``: None, or a float32 array (n_class,) that a pixel's loss is multiplied by, for
    its true class. ``normalize`` still divides by the number of pixels, not by the sum of their
    weights (as SegNet's Caffe does): balanced and plain losses are not of one scale.
    """

    normalize = True
    class_weight = None

    def __call__(self, x, t):
        """Softmax cross entropy over all pixels that have a label.

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean.
            t: int32 (N, H, W), classes; -1 where not to be counted.

        Returns:
            ~chainer.Variable: The loss; ``self.loss`` and
            ``self.accuracy`` hold it and the share of right pixels. Both are
            0, and not reported, where no pixel counts: no mean takes them in.
        """
        h = self.score(x, t.shape[1:])
        weight = self.class_weight
        if weight is not None:
            weight = self.device.send(weight)
        self.loss = F.softmax_cross_entropy(
            h, t, self.normalize, class_weight=weight, ignore_label=-1
        )
        self.accuracy = F.accuracy(h, t, ignore_label=-1)
        if (chainer.as_array(t) != -1).any():
            chainer.report({'loss': self.loss, 'accuracy': self.accuracy}, self)
        return self.loss

    def predict(self, x):
        """Classes of the pixels of pictures.

        Args:
            x: float32 (N, 3, H, W), BGR minus the mean, on any device.

        Returns:
            numpy.ndarray: int32 (N, H, W).
        """
        with chainer.using_config('train', False), chainer.no_backprop_mode():
            h = self.score(self.device.send(x), x.shape[2:])
        return chainer.backend.CpuDevice().send(h.array.argmax(axis=1).astype('i'))
