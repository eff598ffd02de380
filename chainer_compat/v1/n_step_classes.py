"""Classes of functions over whole sequences: ``F.NStepLSTM(n_layers, states, train)(hx, cx, ...)``.

They were for cuDNN alone. Called with all arrays in a row: the first states, weights and biases of
each layer, then the sequences.
"""

import chainer
from chainer import functions


class _NStep:
    # Of the function behind it: name, matrices in a layer, directions, cells beside the states.
    function = None
    matrices, directions, cells = 2, 1, 0
    options = {}

    def __init__(self, n_layers, states=None, train=True):
        self.n_layers, self.states, self.train = n_layers, states, train

    def __call__(self, *inputs):
        """``(hx, [cx,] W, ..., b, ..., x, ...)``; returns ``(hy, [cy,] y, ...)``."""
        n = 1 + self.cells
        first, rest = inputs[:n], inputs[n:]
        layers = self.n_layers * self.directions
        size = layers * self.matrices
        ws, bs, xs = rest[:size], rest[size : 2 * size], rest[2 * size :]

        def split(row):
            return [row[i * self.matrices : (i + 1) * self.matrices] for i in range(layers)]

        # What is dropped was told in the states, for cuDNN to read.
        ratio = getattr(self.states, 'dropout_ratio', 0.0)
        with chainer.using_config('train', bool(self.train)):
            outputs = getattr(functions, self.function)(
                self.n_layers, ratio, *first, split(ws), split(bs), list(xs), **self.options
            )
        return outputs[:n] + tuple(outputs[n])


def _class(name, function, **options):
    kind = name.replace('NStep', '').replace('Bi', '')
    matrices = {'LSTM': 8, 'GRU': 6}.get(kind, 2)
    members = {
        'function': function, 'matrices': matrices, 'directions': 1 + ('Bi' in name),
        'cells': int(kind == 'LSTM'), 'options': options,
    }  # fmt: skip
    return type(name, (_NStep,), members)


CLASSES = (
    _class('NStepLSTM', 'n_step_lstm'),
    _class('NStepBiLSTM', 'n_step_bilstm'),
    _class('NStepGRU', 'n_step_gru'),
    _class('NStepBiGRU', 'n_step_bigru'),
    _class('NStepRNNTanh', 'n_step_rnn', activation='tanh'),
    _class('NStepRNNReLU', 'n_step_rnn', activation='relu'),
    _class('NStepBiRNNTanh', 'n_step_birnn', activation='tanh'),
    _class('NStepBiRNNReLU', 'n_step_birnn', activation='relu'),
)
