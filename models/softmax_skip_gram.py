"""SoftmaxSkipGram: word vectors by the full softmax.

Post: "word2vec" 1 (2016-09-23), where it comes first and negative sampling
replaces it, because every pair costs a sum over all words. For small
vocabularies: one step takes time and memory ~ pairs * n_vocab.
"""

import chainer
import chainer.functions as F
import chainer.links as L

from models.skip_gram import PairModel


class SoftmaxOutput(chainer.Chain):
    """Holds W_O: ``out.W`` of shape (n_vocab, n_units)."""

    def __init__(self, n_units, n_vocab):
        super(SoftmaxOutput, self).__init__()
        with self.init_scope():
            # s(a, b) is a bare inner product in the post: no bias. It starts at 0.
            self.out = L.Linear(n_units, n_vocab, nobias=True, initialW=0)

    def forward(self, v, t):
        """Sum of -log p(t | v) over vectors float32 (P, n_units) and words int32 (P,)."""
        return F.sum(F.softmax_cross_entropy(self.out(v), t, reduce='no'))


class SoftmaxSkipGram(PairModel):
    """Skip-gram with the exact objective of the first post.

    Args:
        n_vocab (int), n_units (int), orientation (str): As for :class:`PairModel`.
    """

    def __init__(self, n_vocab, n_units, orientation='context'):
        loss_func = SoftmaxOutput(n_units, n_vocab)
        super(SoftmaxSkipGram, self).__init__(n_vocab, n_units, loss_func, orientation)
