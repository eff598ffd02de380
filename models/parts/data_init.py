"""Initial weights fitted to the pictures, for networks that start from nothing.

The posts start from VGG-16's trained weights. Without them its thirteen
convolutions, drawn at random, hand nearly the same features up for every
picture, and training stands still. Krähenbühl et al., "Data-dependent
Initializations of Convolutional Neural Networks" (ICLR 2016): scale each
channel and shift its bias so that over some real pictures it has mean zero and
the spread that is wanted, layer after layer.
"""

import chainer
import chainer.links as L


class DataDependentInit(chainer.LinkHook):
    """Fit every convolution and linear layer to the input that it gets.

    Used as a context around one forward pass. Pictures minus their mean spread
    by about 60; over ``n_layers`` layers the spread falls evenly to 1, so that
    every layer's gradient is about as large against its weights as the next's.

    Args:
        n_layers (int): Layers in a row.
        but: Parameters; the layers that they are the weights of stay as they are.
    """

    name = 'DataDependentInit'

    def __init__(self, n_layers, but=()):
        super(DataDependentInit, self).__init__()
        self._but = {id(parameter) for parameter in but}
        self._n_layers = n_layers
        self._spread = None
        self._seen = 0

    def forward_preprocess(self, args):
        link = args.link
        if not isinstance(link, (L.Convolution2D, L.DilatedConvolution2D, L.Linear)):
            return
        x = args.args[0]
        if self._spread is None:
            # Pictures of one colour have none.
            self._spread = float(chainer.as_array(x).std()) or 1.0
        self._seen += 1
        if id(link.W) in self._but:
            return
        wanted = self._spread ** (1 - self._seen / self._n_layers)
        y = link.forward(x).array
        axes = (0,) + tuple(range(2, y.ndim))
        spread = y.std(axis=axes)
        spread[spread < 1e-6] = wanted  # a channel that is dead for these pictures
        scale = wanted / spread
        link.W.array *= scale.reshape((-1,) + (1,) * (link.W.ndim - 1))
        link.b.array[...] = -y.mean(axis=axes) * scale


def fit_to_data(forward, x, n_layers, but=()):
    """Fit the layers that ``forward`` calls to the pictures ``x``.

    Args:
        forward: Function of the pictures, such as ``VGGNet.score``.
        x: float32 (N, 3, H, W), BGR minus the mean; some tens of pictures.
        n_layers (int): How many layers it calls, one after another.
        but: Parameters of layers that stay as they are: trained ones.
    """
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        with DataDependentInit(n_layers, but):
            forward(x)
