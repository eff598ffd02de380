"""Arguments that are gone or have moved: `use_cudnn`, `train`, `test`, `wscale`, `bias` and more.

By position they were silent: `L.Linear(20, 30, 0.5)` lost its bias, `softmax_cross_entropy(x, t,
False)` was no longer normalized. How each name was called stands in `v1/signatures.py`; what an
argument turns into stands here. `train=` and `test=` hold for that call, also where they are left
out: until version 2 there was no configuration that could say otherwise.
"""

import ast
import contextlib
import functools
import inspect
import sys

import chainer

from chainer_compat.v1 import callers, signatures, switch, weights
from chainer_compat.v1.cause import Served

# Left out, they have the value of the signature, not that of a configuration.
_HELD = frozenset(('train', 'test', 'force_tuple'))


def _setting(name, value):
    """The configuration that an argument stands for, e.g. ``{'train': False}``."""
    if name == 'use_cudnn':
        return {} if value else {'use_cudnn': 'never'}
    if name == 'deterministic':
        return {'cudnn_deterministic': True} if value else {}
    if value is None:
        return {}
    if name == 'train':
        return {'train': bool(value)}
    if name == 'test':
        return {'train': not value}
    if name == 'volatile':
        return {'enable_backprop': False} if value in (True, 'on', 'ON') else {}
    raise KeyError(name)


_SETTINGS = frozenset(('use_cudnn', 'deterministic', 'train', 'test', 'volatile'))


@contextlib.contextmanager
def _using(settings):
    with contextlib.ExitStack() as stack:
        for name, value in settings.items():
            stack.enter_context(chainer.using_config(name, value))
        yield


class Signature:
    """How something was called: ``Signature('x, ratio=0.5, train=True')``."""

    def __init__(self, text):
        function = ast.parse('lambda {}: 0'.format(text), mode='eval').body.args
        self.names = [argument.arg for argument in function.args]
        values = [ast.literal_eval(node) for node in function.defaults]
        self.defaults = dict(zip(self.names[len(self.names) - len(values) :], values))

    def bind(self, what, args, kwargs):
        """The arguments of a call by name; those that were never known stay as they are."""
        if len(args) > len(self.names):
            message = '{}() takes at most {} arguments ({} given)'
            raise TypeError(message.format(what, len(self.names), len(args)))
        given = dict(zip(self.names, args))
        twice = given.keys() & kwargs.keys()
        if twice:
            message = '{}() got multiple values for argument {!r}'
            raise TypeError(message.format(what, min(twice)))
        given.update(kwargs)
        for name in _HELD & self.defaults.keys():
            given.setdefault(name, self.defaults[name])
        return given


def _moved(original, signature, taken):
    """From which position on arguments mean something else than today."""
    try:
        today = list(inspect.signature(original).parameters)
    except ValueError:
        today = []
    for place, name in enumerate(signature.names):
        if name in taken or name != (today[place] if place < len(today) else None):
            return place
    return len(signature.names)


def adapted(original, text, what, finish=None):
    """``original`` as it was called.

    Args:
        original (callable): Of Chainer 7.8.1.
        text (str): Its arguments then.
        what (str): Its name, for messages and for ``finish``.
        finish (callable): Called with the arguments by name, which it may change.
    """
    signature = Signature(text)
    settings = _SETTINGS & set(signature.names)
    in_constructor = what.endswith('__init__')
    held = bool(_HELD & signature.defaults.keys()) and not in_constructor
    first = 0 if held or finish else _moved(original, signature, settings)
    changed = settings | set(signature.names[first:])

    @functools.wraps(original)
    def call(*args, **kwargs):
        if callers.is_own() or (len(args) <= first and not changed & kwargs.keys()):
            return original(*args, **kwargs)
        given = signature.bind(what, args, kwargs)
        if finish is not None:
            finish(given)
        kept = {name: given.pop(name) for name in settings if name in given}
        if in_constructor:
            # They hold for every call of this link: see _call.
            link = given['self']
            for name in settings:
                link.__dict__[name] = kept.get(name, signature.defaults[name])
            return original(given.pop('self'), **given)
        wanted = {}
        for name, value in kept.items():
            wanted.update(_setting(name, value))
        receiver = (given.pop('self'),) if 'self' in given else ()
        with _using(wanted):
            return original(*receiver, **given)

    return call


def _call(original):
    """``Link.__call__`` with what the link was told when it was made."""

    @functools.wraps(original)
    def call(self, *args, **kwargs):
        own = self.__dict__
        wanted = {}
        if own.get('use_cudnn') is False:
            wanted['use_cudnn'] = 'never'
        if own.get('deterministic') is True:
            wanted['cudnn_deterministic'] = True
        if not wanted:
            return original(self, *args, **kwargs)
        with _using(wanted):
            return original(self, *args, **kwargs)

    return call


def _zoneout(original):
    @functools.wraps(original)
    def call(self, *args, **kwargs):
        with chainer.using_config('train', bool(self.train)):
            return original(self, *args, **kwargs)

    return call


def _pooling_class(given):
    pooling = given.pop('pooling_class', None)
    if pooling is not None:
        name = getattr(pooling, '__name__', pooling)
        given['pooling'] = {'MaxPooling2D': 'max'}.get(name, name)


def _softmax(given):
    # It had no axis before 1.24; where it is left out both mean the second one.
    given.setdefault('axis', 1)


def _activation(given):
    if given.get('activation') is None:
        given.pop('activation', None)


def put_functions(version):
    """All of ``signatures.FUNCTIONS`` and ``FUNCTION_CLASSES``."""
    finish = {'spatial_pyramid_pooling_2d': _pooling_class, 'softmax': _softmax}
    functions = chainer.functions
    for name, text in signatures.FUNCTIONS.items():
        original = getattr(functions, name)
        new = adapted(original, text, name, finish.get(name))
        setattr(functions, name, new)
        # Copies of a link's own text take it from there: convolution_2d.convolution_2d(...).
        home = sys.modules[original.__module__]
        if getattr(home, name, None) is original:
            setattr(home, name, new)
    for name, text in signatures.FUNCTION_CLASSES.items():
        cls = getattr(functions, name)
        cls.__init__ = adapted(cls.__init__, 'self, ' + text, name)

    for (module, name), text in signatures.HELPERS.items():
        module = sys.modules[module]
        setattr(module, name, adapted(getattr(module, name), text, name))


def put_links(version):
    """All of ``signatures.LINKS``."""
    chainer.Link.__call__ = _call(chainer.Link.__call__)
    finish = weights.finishes(version)
    finish['MLPConvolution2D.__init__'] = weights.both(
        finish['MLPConvolution2D.__init__'], _activation
    )
    for what, text in signatures.LINKS.items():
        name, method = what.split('.')
        cls = _find(name)
        setattr(cls, method, adapted(getattr(cls, method), text, what, finish.get(what)))
    cls = chainer.links.StatefulZoneoutLSTM
    cls.__call__ = _zoneout(cls.__call__)

    def caffe(module):
        cls = module.CaffeFunction
        cls.__call__ = adapted(cls.__call__, signatures.CAFFE, 'CaffeFunction.__call__')

    switch.when_imported('chainer.links.caffe.caffe_function', caffe)


def _find(name):
    """A class of links, also one that is only a base of those in ``chainer.links``."""
    cls = getattr(chainer.links, name, None)
    if cls is None:
        heirs = {'NStepLSTMBase': 'NStepLSTM', 'NStepRNNBase': 'NStepLSTM',
                 'ResNetLayers': 'ResNet50Layers'}  # fmt: skip
        mro = getattr(chainer.links, heirs[name]).__mro__
        cls = next(base for base in mro if base.__name__ == name)
    return cls


SERVED = [
    Served(
        ', '.join(sorted('F.' + name for name in signatures.FUNCTIONS))
        + ', their classes (F.Softmax(True) ...)',
        put_functions,
    ),
    Served(', '.join(sorted('L.' + name for name in signatures.LINKS)), put_links),
]
