"""Features brought to one scale before they are scored."""

import chainer
import chainer.functions as F
import numpy


class Standardized(chainer.Link):
    """Each channel minus a mean, divided by a deviation, both measured once.

    Features of a network trained on ImageNet are of a scale of their own (SqueezeNet's fire9: mean
    9, deviation 35), for which no new layer's rate and start are made. Nothing here is learnt, and
    batches of one are as good as any: mean and variance stand in ``avg_mean`` and ``avg_var``, as
    in a batch normalization, from :class:`Measuring`.

    Args:
        channels (int): How many.
    """

    def __init__(self, channels):
        super(Standardized, self).__init__()
        self.add_persistent('avg_mean', numpy.zeros(channels, numpy.float32))
        self.add_persistent('avg_var', numpy.ones(channels, numpy.float32))

    def forward(self, x):
        one, zero = self.xp.ones_like(self.avg_var), self.xp.zeros_like(self.avg_mean)
        return F.fixed_batch_normalization(x, one, zero, self.avg_mean, self.avg_var)


class Measuring(chainer.LinkHook):
    """Every :class:`Standardized` that is called takes its mean and deviation from its input.

    Used as a context around one forward pass, over some tens of pictures.
    """

    name = 'Measuring'

    def forward_preprocess(self, args):
        link = args.link
        if isinstance(link, Standardized):
            x = chainer.as_array(args.args[0])
            link.avg_mean[...] = x.mean(axis=(0, 2, 3))
            variance = x.var(axis=(0, 2, 3))
            # A channel that is dead for these pictures stays as it is.
            variance[variance < 1e-6] = 1
            link.avg_var[...] = variance
