"""What TensorBoard shows: event files in the run's folder, beside its log."""

import os

import numpy
from chainer.training import extension
from PIL import Image

from cli.errors import UserError

# Of LogReport's entries, what is no curve.
_NO_CURVES = 'iteration', 'elapsed_time'


class TensorBoard(extension.Extension):
    """Write each entry of the log, the learning rate and ``examples.png`` as events.

    The step of the curves is the iteration. A continued run begins a file of its own, which
    takes back what an earlier one holds of later steps than the snapshot.

    Needs a ``LogReport`` that is called before it, and at the same times.

    Raises:
        UserError: There is no tensorboardX, which writes the files.
    """

    # After the log and the example pictures, before the snapshots.
    priority = extension.PRIORITY_READER - 1

    def __init__(self):
        try:
            from tensorboardX import SummaryWriter
        except ImportError as e:
            raise UserError(
                '--tensorboard needs tensorboardX: pip install -r requirements/tensorboard.txt '
                '({})'.format(e)
            )
        self._make = SummaryWriter
        self._writer = None

    def initialize(self, trainer):
        done = trainer.updater.iteration
        # The suffix: a file's name holds seconds only, and one of that name would be replaced.
        self._writer = self._make(
            trainer.out, purge_step=done + 1 if done else None, filename_suffix='.{}'.format(done)
        )

    def __call__(self, trainer):
        entry = dict(trainer.get_extension('LogReport').log[-1])
        optimizer = trainer.updater.get_optimizer('main')
        # Adam's lr changes with every step, by its own correction.
        entry['lr'] = getattr(optimizer, 'alpha', None) or optimizer.lr
        step = entry['iteration']
        for name in sorted(set(entry) - set(_NO_CURVES)):
            self._writer.add_scalar(name, entry[name], step)
        path = os.path.join(trainer.out, 'examples.png')
        if os.path.exists(path):
            with Image.open(path) as picture:
                pixels = numpy.asarray(picture.convert('RGB'))
            self._writer.add_image('examples', pixels, step, dataformats='HWC')
        self._writer.flush()

    def finalize(self):
        if self._writer is not None:
            self._writer.close()
