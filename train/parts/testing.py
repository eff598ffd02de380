"""The test after every epoch: Chainer's Evaluator, over all processes, of what counts."""

import collections

import chainer
from chainer.training import extensions

from cli.errors import UserError
from train.parts import together
from train.parts.batches import iterator, to_device


class CountingEvaluator(extensions.Evaluator):
    """Report the mean over the batches of which the network has something to report.

    A picture without a pixel that counts is none (:mod:`models.parts.segmentation`). Each
    process's mean counts by its number of examples, since their shares may differ.

    Args:
        args (argparse.Namespace): ``batchsize``, ``seed`` and ``loaders``.
        device (~chainer.backend.Device): Where the arrays go.
        model: Network, called with a batch.
        dataset: All there is to test on; this process takes its part.
        batchsize (int): Of the tests; None: as in training. Pictures that are shown in squares of
            one size are tested whole, and so one at a time.
        converter: Of the batches.
    """

    def __init__(self, args, device, model, dataset, batchsize=None, converter=to_device):
        mine = together.share(dataset, 'test pictures')
        batches = iterator(mine, batchsize or args.batchsize, args.seed, args.loaders, repeat=False)
        super(CountingEvaluator, self).__init__(
            batches, model, converter, device, eval_func=self._evaluate
        )
        self._model = model
        self._counted = collections.Counter()

    def _evaluate(self, x, t):
        self._model(x, t)
        self._count(len(t))

    def _count(self, number):
        """Let what is reported of this batch count by its number of examples."""
        for name in chainer.reporter.get_current_reporter().observation:
            self._counted[name] += number

    def evaluate(self):
        self._counted.clear()
        means = super(CountingEvaluator, self).evaluate()
        found = together.mean({k: (v, self._counted[k]) for k, v in means.items()})
        if not found:
            raise UserError(
                'no label of the test pictures has a pixel that counts: there is nothing to test on'
            )
        return found
