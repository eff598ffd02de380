"""SkipGram: word vectors by negative sampling.

Posts: "word2vec" 1 (2016-09-23), which derives the objective, and 2 (2016-09-24),
which gives this class and ends in a question: the derivation applies W_I to the
word w_t and W_O to its context, why does the code apply ``embed``, which is W_I,
to the context? Because it may: a pair (w_t, xi) within a window is also a pair
(xi, w_t), and the sum over all pairs of a symmetric window stays the same when
the two exchange their names. ``orientation='centre'`` is the derivation to the
letter; notebooks/word2vec.ipynb has the algebra and the measurement. word2vec's
own program looks the context up, too.

Paper: Mikolov et al., "Distributed Representations of Words and Phrases and
their Compositionality" (NIPS 2013), section 2.2. The number of parameters is
2 * n_vocab * n_units: one vector each in W_I and in W_O.
"""

import chainer
import chainer.links as L
from chainer.initializers import Uniform

ORIENTATIONS = ('context', 'centre')


class PairModel(chainer.Chain):
    """What is embedded, what it shall be near, and the sum over all pairs of a batch.

    Args:
        n_vocab (int): Number of words, T in the post.
        n_units (int): Length of a vector, M in the post.
        loss_func: Link that holds W_O and gives, for vectors (P, n_units) and words
            int32 (P,), the sum of the losses.
        orientation (str): Which word of a pair is embedded: ``'context'``, as the
            post's code and word2vec's have it, or ``'centre'``, as the derivation.

    Attributes:
        embed: W_I; row ``i`` of ``embed.W`` is the vector of word ``i``.
        loss_func: As given.
    """

    def __init__(self, n_vocab, n_units, loss_func, orientation):
        super(PairModel, self).__init__()
        self._orientation = orientation
        with self.init_scope():
            # As Chainer's example starts; its W_O starts at 0.
            self.embed = L.EmbedID(n_vocab, n_units, initialW=Uniform(1.0 / n_units))
            self.loss_func = loss_func

    def forward(self, x, context):
        """Sum of the losses of all pairs; reports ``loss``, their mean.

        Args:
            x (numpy.ndarray): int32 of shape (B,): the words w_t.
            context (numpy.ndarray): int32 of shape (B, C): the words around each,
                -1 where there is none; not all of them are.
        """
        given, expected = self.pairs(x, context)
        loss = self.loss_func(self.embed(given), expected)
        chainer.report({'loss': loss / len(given)}, self)
        return loss

    def pairs(self, x, context):
        """Words to embed and words they shall be near: int32 of shape (P,), both."""
        there = context >= 0
        x = self.xp.broadcast_to(x[:, None], context.shape)[there]
        context = context[there]
        return (context, x) if self._orientation == 'context' else (x, context)


class SkipGram(PairModel):
    """Skip-gram with negative sampling, the class of the second post.

    Args:
        n_vocab (int), n_units (int), orientation (str): As for :class:`PairModel`.
        counts (sequence of int): How often each word occurs, U(w); negative words
            are drawn from p(w) ~ U(w) ** 0.75.
        sample_size (int): Negative words drawn for each pair, k.
    """

    def __init__(self, n_vocab, n_units, counts, sample_size, orientation='context'):
        loss_func = L.NegativeSampling(n_units, counts, sample_size)
        super(SkipGram, self).__init__(n_vocab, n_units, loss_func, orientation)
