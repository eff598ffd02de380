"""Skip-gram with negative sampling without the network: the same steps in compiled loops.

What ``train.skip_gram --fast`` runs. Windows, orientation, noise distribution and objective are
those of ``models.skip_gram.SkipGram``, whose arrays hold the vectors; but where the network takes
one step for a batch of words, this takes one for every pair, as word2vec's program does, on
several threads without locks. On one thread a run is repeatable, on several up to their races.
"""

import chainer
import numpy as np
from chainer.training import StandardUpdater

from chainer_accel.base import optional, parallel
from cli.errors import UserError

# Of a batch, for a thread at a time: the threads' number changes nothing but their races.
PARTS = 16


def check(args, device):
    """Refuse what the compiled loops do not do.

    Args:
        args (argparse.Namespace): Options of train.skip_gram.
        device (~chainer.backend.Device): Where the network would be.

    Raises:
        UserError: Numba is missing, or an option asks for the network.
    """
    if (args.loss, args.optimizer) != ('negative', 'sgd'):
        raise UserError('--fast does --loss negative with --optimizer sgd only: say so, or drop it')
    if device.xp is not np or args.communicator:
        raise UserError('--fast runs on the CPU, in one process: drop --device and --communicator')
    if _loops() is None:
        raise UserError(
            '--fast needs Numba (pip install -r requirements/fast.txt) and CHAINER_ACCEL not '
            'to forbid it; without --fast the network learns the same'
        )


def _loops():
    return optional.module('sequences.skip_gram_descent')


class PairUpdater(StandardUpdater):
    """One call of the loops for a batch of words.

    Args:
        windows (~train.parts.words.windows.WindowIterator): Where the words stand.
        optimizer (~chainer.optimizers.SGD): Set up with a
            :class:`~models.skip_gram.SkipGram`; its ``lr`` is the step.
        args (argparse.Namespace): ``orientation`` and ``negative``.
    """

    def __init__(self, windows, optimizer, args):
        super(PairUpdater, self).__init__(windows, optimizer)
        self._centre = args.orientation == 'centre'
        self._negative = args.negative

    def update_core(self):
        optimizer = self.get_optimizer('main')
        model = optimizer.target
        sampler = model.loss_func.sampler
        ids, places, reaches = self.get_iterator('main').places()
        ids = np.asarray(ids)
        parts = np.array_split(np.arange(len(places)), PARTS)
        # The global generator's state is in the snapshots (train.parts.random_state).
        seeds = np.random.randint(1, 1 << 31, PARTS)
        found = np.zeros((PARTS, 2))
        loops = _loops()

        def learn(i):
            found[i] = loops.learn(
                ids, places[parts[i]], reaches[parts[i]], self._centre,
                model.embed.W.array, model.loss_func.W.array, sampler.threshold, sampler.values,
                self._negative, np.float32(optimizer.lr), seeds[i],
            )  # fmt: skip

        parallel.each(learn, range(PARTS))
        optimizer.t += 1
        loss, pairs = found.sum(axis=0)
        chainer.report({'loss': loss / pairs}, model)
