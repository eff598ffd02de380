"""YOLO's learning rate: raised slowly, kept, and lowered twice.

Redmon et al., "You Only Look Once" (CVPR 2016), section 2.2: over the first epochs from a tenth of
the rate to the whole, since training often diverges where it starts high; 75 epochs of it, 30 of a
tenth and 30 of a hundredth. Here in proportion to the epochs that there are.
"""

from chainer.training import extension

EPOCHS = 135
# The paper says no more than "the first epochs".
RAISED = 5.0 / EPOCHS
LOWERED = (75.0 / EPOCHS, 105.0 / EPOCHS)


def share(done):
    """The share of the rate when a part of the training, 0 to 1, is done."""
    if done < RAISED:
        return 0.1 + 0.9 * done / RAISED
    return 0.1 ** sum(done >= place for place in LOWERED)


class PaperRate(extension.Extension):
    """Set the rate of the next step, told by how much is done alone: no snapshot need hold it.

    Args:
        attribute (str): What the rate is called: ``lr``, Adam's ``alpha``.
        rate (float): The whole.
        epochs (int): How long the training is.
    """

    trigger = 1, 'iteration'
    # Before the log, which may tell it.
    priority = extension.PRIORITY_EDITOR

    def __init__(self, attribute, rate, epochs):
        self._attribute = attribute
        self._rate = rate
        self._epochs = epochs

    def initialize(self, trainer):
        self(trainer)

    def __call__(self, trainer):
        rate = self._rate * share(trainer.updater.epoch_detail / self._epochs)
        setattr(trainer.updater.get_optimizer('main'), self._attribute, rate)
