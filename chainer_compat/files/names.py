"""Where the classes are now that pickles of older Chainers name.

Modules that Chainer 7.8.1 does not have are made when one is imported, as pickle does; names that
its modules do not have are found when they are asked for. No name is put in anybody's way: of the
modules of Chainer 1.0 to 1.2, ``chainer.functions.linear`` is a function today and stays one.
"""

import importlib
import importlib.machinery
import sys
import types

_FLAG = 'chainer_compat.files.flag'
_FUNCTION_SET = 'chainer_compat.files.function_set'
_CAFFE = 'chainer_compat.files.caffe'
_POOLING = 'chainer_compat.files.pooling'
_CAFFE_TODAY = 'chainer.links.caffe.caffe_function'

# The parametrized functions of Chainer 1.0 to 1.4, which are links today: by their module's name,
# the class and today's module.
_PARAMETRIZED = {
    'batch_normalization': ('BatchNormalization', 'chainer.links.normalization'),
    'bilinear': ('Bilinear', 'chainer.links.connection'),
    'convolution_2d': ('Convolution2D', 'chainer.links.connection'),
    'deconvolution_2d': ('Deconvolution2D', 'chainer.links.connection'),
    'embed_id': ('EmbedID', 'chainer.links.connection'),
    'hierarchical_softmax': ('BinaryHierarchicalSoftmax', 'chainer.links.loss'),
    'inception': ('Inception', 'chainer.links.connection'),
    'inceptionbn': ('InceptionBN', 'chainer.links.connection'),
    'linear': ('Linear', 'chainer.links.connection'),
    'negative_sampling': ('NegativeSampling', 'chainer.links.loss'),
    'parameter': ('Parameter', 'chainer.links.connection'),
    'prelu': ('PReLU', 'chainer.links.activation'),
}

# Where those of Chainer 1.3 and 1.4 were whose modules are still there; before, all were right
# under ``chainer.functions``. Batch normalization is not among them: a function has its name now.
_ROOMS = {
    'chainer.functions.activation': ('prelu',),
    'chainer.functions.connection': (
        'bilinear', 'convolution_2d', 'deconvolution_2d', 'embed_id', 'linear',
    ),
    'chainer.functions.loss': ('negative_sampling',),
}  # fmt: skip

# Modules that went as a whole: the one that has their names today.
_MOVED = {
    'chainer.flag': _FLAG,
    'chainer.function_set': _FUNCTION_SET,
    'chainer.functions.caffe': _CAFFE_TODAY,
    'chainer.functions.caffe.caffe_function': _CAFFE_TODAY,
    'chainer.functions.connection.inception': 'chainer.links.connection.inception',
    'chainer.functions.connection.inceptionbn': 'chainer.links.connection.inceptionbn',
    'chainer.functions.connection.parameter': 'chainer.links.connection.parameter',
    'chainer.functions.loss.hierarchical_softmax': 'chainer.links.loss.hierarchical_softmax',
    'chainer.functions.pooling.max_pooling_2d': _POOLING,
    'chainer.training.trigger': 'chainer.training.triggers.interval_trigger',
    'chainer.training.triggers.interval': 'chainer.training.triggers.interval_trigger',
}
for _name in (
    'gru', 'lstm', 'mgu', 'n_step_gru', 'n_step_lstm', 'n_step_rnn', 'peephole', 'tree_lstm',
    'zoneoutlstm',
):  # fmt: skip
    _MOVED['chainer.links.connection.' + _name] = 'chainer.links.rnn.' + _name
for _name in ('lstm', 'slstm', 'tree_lstm'):
    _MOVED['chainer.functions.activation.' + _name] = 'chainer.functions.rnn.' + _name
for _name in ('n_step_gru', 'n_step_lstm', 'n_step_rnn'):
    _MOVED['chainer.functions.connection.' + _name] = 'chainer.functions.rnn.' + _name

# Single names: {module: {name: (module, name)}}.
_NAMES = {
    _CAFFE_TODAY: {'_DropoutFunction': (_CAFFE, '_DropoutFunction')},
    'chainer.training.updater': {
        'StandardUpdater': ('chainer.training.updaters', 'StandardUpdater'),
        'ParallelUpdater': ('chainer.training.updaters', 'ParallelUpdater'),
    },
}


def _parametrized(name):
    cls, package = _PARAMETRIZED[name]
    return {cls: (package + '.' + name, cls)}


for _room, _names in _ROOMS.items():
    for _name in _names:
        _NAMES.setdefault(_room + '.' + _name, {}).update(_parametrized(_name))
# What a module of Chainer 1.0 to 1.2 right under chainer.functions had.
_FLAT = {'chainer.functions.' + name: _parametrized(name) for name in _PARAMETRIZED}
_FLAT['chainer.functions.pooling_2d'] = {
    name: (_POOLING, name) for name in ('MaxPooling2D', 'AveragePooling2D')
}


def _lookup(module, elsewhere, names):
    """A ``__getattr__`` for a module: ``names`` first, then what the module ``elsewhere`` has."""

    def look(name):
        if name in names:
            source, new = names[name]
            return getattr(importlib.import_module(source), new)
        if elsewhere is not None and not name.startswith('__'):
            return getattr(importlib.import_module(elsewhere), name)
        raise AttributeError('module {!r} has no attribute {!r}'.format(module, name))

    return look


class _Loader:
    """Makes a module that stands for one that Chainer has no more."""

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.__doc__ = 'For pickles: what Chainer had here is in {}.'.format(
            _MOVED[module.__name__]
        )
        module.__getattr__ = _lookup(module.__name__, _MOVED[module.__name__], {})


def find_spec(name):
    """The spec of a module that Chainer has no more and pickles name, or None."""
    if name not in _MOVED:
        return None
    package = any(other.startswith(name + '.') for other in _MOVED)
    return importlib.machinery.ModuleSpec(name, _Loader, is_package=package)


def add_names(module):
    """Let the old names of a module of Chainer be found in it."""
    module.__getattr__ = _lookup(module.__name__, None, _NAMES[module.__name__])


def add_flat_modules(functions):
    """Make the modules ready that Chainer 1.0 to 1.2 had right under ``chainer.functions``.

    A module that is imported becomes an attribute of its package, and ``functions.linear`` would
    be no function any more; one that is there already does not.
    """
    for name, names in _FLAT.items():
        module = types.ModuleType(name, 'For pickles of Chainer 1.0 to 1.2.')
        module.__getattr__ = _lookup(name, None, names)
        sys.modules.setdefault(name, module)


AFTER = dict.fromkeys(_NAMES, add_names)
AFTER['chainer.functions'] = add_flat_modules
