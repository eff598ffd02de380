"""word2vec's learning rate: down to almost nothing, in a straight line."""

from chainer.training import extension


class FallingRate(extension.Extension):
    """Set the optimizer's ``lr`` in proportion to what is left of the training.

    Unlike Chainer's ``LinearShift`` it counts no iterations, whose number isn't
    known beforehand, and has no state to save.

    Args:
        lr (float): At the beginning. word2vec stops falling at a ten-thousandth.
    """

    trigger = 1, 'iteration'

    def __init__(self, lr):
        self._lr = lr

    def initialize(self, trainer):
        # Optimizers' snapshots don't hold the rate.
        self(trainer)

    def __call__(self, trainer):
        length, unit = trainer.stop_trigger.get_training_length()
        # Not a scalar of NumPy's: times float32 it would be float64.
        done = float(getattr(trainer.updater, 'epoch_detail' if unit == 'epoch' else unit))
        trainer.updater.get_optimizer('main').lr = self._lr * max(1 - done / length, 1e-4)
