"""What the arguments of old links say about their first weights: ``wscale`` and ``bias``."""

import math

import numpy


class _Scaled:
    """An initializer, multiplied."""

    def __init__(self, initializer, scale):
        self.initializer = initializer
        self.scale = scale
        self.dtype = getattr(initializer, 'dtype', None)

    def __call__(self, array):
        self.initializer(array)
        array *= self.scale


def scaled(initializer, scale):
    """An initializer in any of the forms links take, multiplied by ``scale``."""
    from chainer import initializers

    if initializer is None:
        return initializers.LeCunNormal(scale)
    if numpy.isscalar(initializer) or hasattr(initializer, 'shape'):
        return initializer * scale
    return initializer if scale == 1 else _Scaled(initializer, scale)


def _wscale(version, weight='initialW'):
    """The standard deviation was multiplied by wscale until 1.8, then by its root."""

    def finish(given):
        wscale = given.pop('wscale', 1)
        if version >= (1, 9):
            if wscale != 1:
                given[weight] = scaled(given.get(weight), math.sqrt(wscale))
        elif wscale != 1 and given.get(weight) is None:
            given[weight] = scaled(None, wscale)

    return finish


def _bias(given):
    bias = given.pop('bias', 0)
    if given.get('initial_bias') is None:
        given['initial_bias'] = bias


def _deconvolution(given):
    """Until 1.8 the deviation was that of the convolution the other way round."""
    from chainer import initializers

    if given.get('initialW') is None and given.get('in_channels') is not None:
        ksize = given['ksize']
        kh, kw = ksize if hasattr(ksize, '__getitem__') else (ksize, ksize)
        deviation = given.get('wscale', 1) * math.sqrt(1.0 / (given['in_channels'] * kh * kw))
        given['initialW'] = initializers.Normal(deviation)


def _no_bias(given):
    if given.get('initial_bias') is None:
        given['nobias'] = True


def both(first, second):
    """Two such functions one after the other."""

    def finish(given):
        first(given)
        second(given)

    return finish


def finishes(version):
    """For ``arguments.adapted``: what is left to do with a link's arguments, by its name."""
    wscale = _wscale(version)
    linear = both(wscale, _bias)
    found = {
        'Linear.__init__': linear,
        'Convolution2D.__init__': linear,
        'DilatedConvolution2D.__init__': linear,
        'Deconvolution2D.__init__': linear,
        'Maxout.__init__': wscale,
        'MLPConvolution2D.__init__': _wscale(version, 'conv_init'),
        'ConvolutionND.__init__': _no_bias,
    }
    if version < (1, 9):
        found['Deconvolution2D.__init__'] = both(_deconvolution, linear)
    return found
