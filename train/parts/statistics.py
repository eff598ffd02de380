"""Batch normalization's means and variances, computed once more when training is over.

In training they follow the batches as moving averages, and so belong to weights that were
changing. As chainercv's SegNet does: with the weights at rest, batches of training pictures go
through the network once more, each normalized by itself as in training, and the averages over all
of them take the place of the moving ones.
"""

import chainer

from cli import several
from train.parts.batches import iterator


def recompute(args, device, model, train_set, converter):
    """Give ``model`` the statistics of one epoch, if it has a batch normalization.

    Args:
        args (argparse.Namespace): ``batchsize``, ``seed`` and ``loaders``.
        device (~chainer.backend.Device): Where the model is.
        model: Network, called with a batch.
        train_set: Its training data.
        converter: Of its training batches.
    """
    # Chainer's batch normalization, or ChainerMN's.
    links = [link for link in model.links() if hasattr(link, 'avg_mean') and hasattr(link, 'decay')]
    if not links:
        return
    decays = [link.decay for link in links]
    # Shuffled as in training: neighbours in a video would be too alike for one batch.
    batches = iterator(train_set, args.batchsize, args.seed, args.loaders)
    number = max(1, len(train_set) // (several.comm().size * args.batchsize))
    print('batch normalization: statistics of {} training batches'.format(number))
    with chainer.using_config('train', True), chainer.no_backprop_mode():
        for i in range(number):
            for link in links:
                link.decay = i / (i + 1.0)  # moving average becomes plain average
            model(*converter(batches.next(), device))
    batches.finalize()
    for link, decay in zip(links, decays):
        link.decay = decay
