"""What every classifier of whole pictures does with its scores."""

import chainer
import chainer.functions as F


class Classification(chainer.Chain):
    """Loss and accuracy from ``score(x)``.

    A network derives from it and defines ``score``: pictures float32 (N, 3, H, W), BGR minus the
    mean, to class scores float32 (N, n_class).
    """

    def __call__(self, x, t):
        """Softmax cross entropy of pictures.

        Args:
            x: As ``score``'s.
            t: int32 (N,), the classes.

        Returns:
            ~chainer.Variable: Mean loss; ``self.loss`` and ``self.accuracy`` hold loss and accuracy
            of the batch, which are reported.
        """
        h = self.score(x)
        self.loss = F.softmax_cross_entropy(h, t)
        self.accuracy = F.accuracy(h, t)
        chainer.report({'loss': self.loss, 'accuracy': self.accuracy}, self)
        return self.loss
