"""copy_model: carry trained weights into another network, layer by layer.

The function of the FCN posts (2016-07-16): every layer that both networks have
under the same name and in the same shape is copied, the rest stays. A fully
connected layer is copied into a convolution over the map that it took as well
(post 000; Long, Shelhamer and Darrell, CVPR 2015, section 3.1).
"""

import collections

Copied = collections.namedtuple('Copied', 'copied missing different')
Copied.__doc__ = """What happened to the parameters of the target, as lists of names.

``missing`` ones do not exist in the source, ``different`` ones have another
shape there; both keep the values that they had.
"""


def copy_model(src, dst):
    """Copy parameters of ``src`` into ``dst`` where name and shape agree.

    The filters (out, in, k, k) of a convolution agree with the weights (out, in k k) of a linear
    layer, which takes its maps in this order.

    Args:
        src (~chainer.Link): Source of the weights.
        dst (~chainer.Link): Network that receives them.

    Returns:
        Copied: Names such as ``/conv1_1/W``: copied, missing in the source,
        of different shape.
    """
    sources = dict(src.namedparams())
    report = Copied([], [], [])
    for name, param in sorted(dst.namedparams()):
        if name not in sources:
            report.missing.append(name)
        elif _flat(param) == sources[name].shape:
            param.array[...] = param.xp.asarray(sources[name].array).reshape(param.shape)
            report.copied.append(name)
        elif sources[name].shape != param.shape:
            report.different.append(name)
        else:
            param.copydata(sources[name])
            report.copied.append(name)
    _copy_averages(src, dst, report.copied)
    return report


def _flat(param):
    """The shape of the linear layer's weights that a convolution's filters are."""
    return param.ndim == 4 and (len(param), param.size // len(param))


def _copy_averages(src, dst, copied):
    """What a batch normalization, or the like, keeps besides its parameters goes with them."""
    sources = dict(src.namedlinks())
    for name, link in dst.namedlinks():
        source = sources.get(name)
        own = {name + parameter for parameter, _ in link.namedparams()}
        if hasattr(link, 'avg_mean') and hasattr(source, 'avg_mean') and own <= set(copied):
            if link.avg_mean.shape == source.avg_mean.shape:
                link.copyparams(source)
