"""The parametrized functions of Chainer 1.0 to 1.4, which are links today, and their sets.

Such a function keeps arrays, not variables: a parameter ``W`` stands beside its gradient ``gW``. A
set of functions has no list of them: they are its attributes.
"""

import numpy

from chainer_compat.files.registering import register, start


def set_state(link, state):
    """Take the attributes of a function or of a function set; ``link`` is of today's class."""
    import chainer

    start(link)
    name = type(link).__name__
    state = _SHAPES.get(name, dict)(state)
    if name in _INNER:
        inner = state.pop(_INNER[name])
        state.update({child: inner[child] for child in inner._children})
    for key, value in sorted(state.items()):
        if key[:1] == 'g' and key[1:] in state:
            continue
        if 'g' + key in state and value is not None:
            parameter = chainer.Parameter(value, name=key)
            parameter.grad = state['g' + key]
            link.__dict__[key] = parameter
            register(link, [key])
        else:
            link.__dict__[key] = value
            if isinstance(value, chainer.Link) and isinstance(link, chainer.Chain):
                value.name = key
                register(link, children=[key])
    register(link, persistent=_PERSISTENT.get(name, ()))


# The set that these kept, whose functions are their children today.
_INNER = {'Inception': 'f', 'InceptionBN': 'f', 'CaffeFunction': 'fs'}
# What is neither a parameter nor a setting.
_PERSISTENT = {'BatchNormalization': ('N', 'avg_mean', 'avg_var')}


def _batch_normalization(state):
    # The arrays have axes of size 1 around the channels', and the counter is a list of one.
    state = dict(state)
    for key in ('gamma', 'ggamma', 'beta', 'gbeta', 'avg_mean', 'avg_var'):
        if state.get(key) is not None:
            state[key] = state[key].reshape(state.get('size', -1))
    state['N'] = state['N'][0]
    return state


def _convolution(state):
    state = dict(state)
    for key, pair in (('stride', 'sy sx'), ('pad', 'ph pw'), ('ksize', 'kh kw')):
        state[key] = tuple(state.pop(part) for part in pair.split())
    return state


def _inception_bn(state):
    state = dict(state)
    functions = state['f'].__dict__
    pool = functions.pop('pool')
    state.update(pooltype='max' if 'Max' in type(pool).__name__ else 'avg', stride=pool.sy)
    for key, name in (('out1', 'conv1'), ('proj_pool', 'poolp')):
        # Chainer 1.1 and 1.2 asked whether the functions are there.
        absent = 0 if key == 'out1' else None
        state.setdefault(key, len(functions[name].W) if name in functions else absent)
    return state


def _hierarchical_softmax(state):
    from chainer.links.loss import hierarchical_softmax

    state = dict(state)
    function = hierarchical_softmax.BinaryHierarchicalSoftmaxFunction.__new__(
        hierarchical_softmax.BinaryHierarchicalSoftmaxFunction
    )
    paths, codes = state.pop('paths'), state.pop('codes')
    if 'begins' not in state:  # Chainer 1.0 to 1.2: a dictionary from the word on
        words = range(max(paths) + 1)
        sizes = [len(paths.get(word, ())) for word in words]
        state['begins'] = numpy.cumsum([0] + sizes).astype(numpy.int32)
        paths, codes = (
            numpy.concatenate([part[word] for word in words if word in part])
            for part in (paths, codes)
        )
    function.__setstate__({'paths': paths, 'codes': codes, 'begins': state.pop('begins')})
    state['_func'] = function
    return state


_SHAPES = {
    'BatchNormalization': _batch_normalization,
    'Convolution2D': _convolution,
    'Deconvolution2D': _convolution,
    'BinaryHierarchicalSoftmax': _hierarchical_softmax,
    'InceptionBN': _inception_bn,
}


def add(batch_normalization):
    """Let batch normalization out of Chainer 1.3 and 1.4 become a link.

    Its class had the name and the module that the function has today.
    """
    function = batch_normalization.BatchNormalization

    def set_state(self, state):
        if 'gbeta' in state:
            from chainer import links

            self.__class__ = links.BatchNormalization
            self.__setstate__(state)
        else:
            self.__dict__.update(state)

    function.__setstate__ = set_state
