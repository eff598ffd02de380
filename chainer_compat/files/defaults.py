"""Attributes that Chainer 7.8.1's links have and older ones had not, with what stands for them.

By the names of Chainer's classes; a program's class gets what the classes it stands on get.
"""

import numpy


def _size(parameter, axis):
    """From a link to the size of one of its parameters along ``axis``; None if it has none yet."""

    def size(link):
        array = getattr(link, parameter).array
        return None if array is None else array.shape[axis]

    return size


def _as_pair(link):
    kernel = link.W.array
    return None if kernel is None else kernel.shape[2:]


def _precise(link):
    dtype = getattr(link, 'dtype', None) or getattr(link, '_dtype', None)
    return numpy.dtype(dtype or link.avg_mean.dtype)


def _of_layers(letter):
    """The weights or the biases of a stacked network, a list a layer."""
    return lambda link: [
        [getattr(layer, letter + str(i)) for i in range(link.n_weights)] for layer in link
    ]


def _accuracy(link):
    from chainer import functions

    return functions.accuracy


def _state_size(link):
    lateral = getattr(link, 'lateral', None) or link.U
    return lateral.W.array.shape[1]


_CONVOLUTION = {'dilate': (1, 1), 'groups': 1, 'out_channels': _size('W', 0), 'ksize': _as_pair}
_STATELESS = {
    'state_size': _state_size, 'lateral_init': None, 'upward_init': None, 'bias_init': 0,
    'forget_bias_init': 1,
}  # fmt: skip

# A function is called with the link.
DEFAULTS = {
    'Linear': {'in_size': _size('W', 1), 'out_size': _size('W', 0)},
    'Convolution2D': dict(
        _CONVOLUTION, in_channels=_size('W', 1), cudnn_fast=False, x_layout=None
    ),
    'DilatedConvolution2D': _CONVOLUTION,
    'Deconvolution2D': dict(_CONVOLUTION, outsize=(None, None), out_channels=_size('W', 1)),
    'DepthwiseConvolution2D': {'nobias': lambda link: link.b is None},
    'ConvolutionND': {'dilate': 1, 'groups': 1, 'cover_all': False},
    'DeconvolutionND': {'dilate': 1, 'groups': 1, 'outsize': None},
    'BatchNormalization': {
        'axis': None, '_highprec_dtype': _precise, '_initial_avg_mean': None,
        '_initial_avg_var': None,
    },
    'EmbedID': {'ignore_label': None},
    'LSTMBase': _STATELESS,
    'NStepRNNBase': {
        'ws': _of_layers('w'), 'bs': _of_layers('b'),
        'direction': lambda link: 1 + link.use_bi_direction,
        'out_size': lambda link: link[0].w0.array.shape[0],
    },
    'StatefulGRU': {'state_size': _state_size},
    'Classifier': {'accfun': _accuracy, 'label_key': -1, 'y': None, 'loss': None, 'accuracy': None},
}  # fmt: skip


# Attributes that have a method's name today.
GONE = {'NStepRNNBase': ('rnn',)}


def fill(link):
    """Set the attributes that ``link`` has not and its classes need."""
    for cls in type(link).__mro__:
        if cls.__module__.startswith('chainer.links.'):
            for name in GONE.get(cls.__name__, ()):
                link.__dict__.pop(name, None)
            for name, value in DEFAULTS.get(cls.__name__, {}).items():
                if not hasattr(link, name):
                    link.__dict__[name] = value(link) if callable(value) else value
