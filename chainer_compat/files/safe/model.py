"""The parameters of a model among the containers that stand for it, by the names of an npz."""

import numpy

from chainer_compat.files.safe import arrays
from chainer_compat.files.safe.things import Damaged, Thing, text

_ARRAYS = (arrays.Array, arrays.Scalar, arrays.FromBuffer)
# The set that a function of Chainer 1.0 to 1.4 kept, whose functions are its children today.
_INNER = {'Inception': 'f', 'InceptionBN': 'f', 'CaffeFunction': 'fs'}


def models(root):
    """The outermost models in what a pickle holds: {path: container}; ``''`` is all of it."""
    found, seen, rest = {}, set(), [('', root)]
    while rest:
        path, value = rest.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if _is_model(value):
            found[path] = value
            continue
        if isinstance(value, Thing):
            inner = list(value.state.items()) + list(enumerate(value.items))
        elif isinstance(value, dict):
            inner = value.items()
        elif isinstance(value, (list, tuple)):
            inner = enumerate(value)
        else:
            inner = ()
        rest += [('{}/{}'.format(path, text(k)).lstrip('/'), v) for k, v in inner]
    return found


def named_arrays(model):
    """Yield (name, array) for all parameters and persistent values, (name, None) for empty ones."""
    rest, within = [('', model)], set()
    while rest:
        path, link = rest.pop()
        if (path, id(link)) in within or len(path) > 1000:
            raise Damaged('a link of it is its own child')
        within.add((path, id(link)))
        own, children = _parts(link)
        for name, value in own:
            yield path + _name(name), _array(value)
        rest += [(path + _name(name) + '/', child) for name, child in children]


def _is_model(value):
    if not isinstance(value, Thing) or not value.state:
        return False
    return '_params' in value.state or value.name in _INNER or _is_function(value)


def _is_function(value):
    """Whether it is a function set, or a function with parameters, of Chainer 1.0 to 1.4."""
    if not isinstance(value, Thing) or not (value.module or '').startswith('chainer.function'):
        return False
    return value.name == 'FunctionSet' or any('g' + key in value.state for key in value.state)


def _parts(link):
    """Values and children of a link: two lists of (name, value)."""
    state = link.state
    if '_params' not in state:
        return _function_parts(link)
    names = list(_names(state['_params'])) + list(_names(state.get('_persistent', ())))
    own = [(name, _value(link, text(name))) for name in names]
    children = state.get('_children', ())
    if isinstance(children, list) and any(isinstance(child, Thing) for child in children):
        return own, [(str(i), _link(child)) for i, child in enumerate(children)]
    return own, [(name, _link(state.get(text(name)))) for name in _names(children)]


def _value(link, name):
    """A parameter or persistent value; as ``links`` takes it where a model is loaded."""
    state = link.state
    value = state.get(name)
    eps = state.get('eps')
    of_chainer_1 = isinstance(state['_params'], list) and 'use_cudnn' not in state
    if link.name == 'BatchNormalization' and name == 'avg_var' and of_chainer_1:
        value = _array(value)
        if value is not None and isinstance(eps, float):
            value = value - value.dtype.type(eps)
    return value


def _function_parts(link):
    state = dict(link.state)
    inner = state.pop(_INNER.get(link.name), None)
    if isinstance(inner, Thing):
        state.update(inner.state)
    own = [(k, v) for k, v in state.items() if 'g' + k in state and v is not None]
    children = [(k, v) for k, v in state.items() if _is_function(v) or _is_model(v)]
    if link.name == 'BatchNormalization':
        size = state.get('size', (-1,))
        own = [
            (k, _array(v)) for k, v in own + [(k, state.get(k)) for k in ('avg_mean', 'avg_var')]
        ]
        own = [(k, None if v is None else v.reshape(size)) for k, v in own]
        own.append(('N', state.get('N', [0])[0]))
    return own, children


def _names(names):
    if not isinstance(names, (list, set, tuple, frozenset)):
        raise Damaged('a link of it has no names of its parameters')
    return sorted(names, key=str)


def _name(name):
    name = text(name)
    if not isinstance(name, str) or not name or '/' in name or '\0' in name or len(name) > 200:
        raise Damaged('a parameter of it has no name')
    return name


def _link(value):
    if not isinstance(value, Thing):
        raise Damaged('a child of a link of it is missing')
    return value


def _array(value):
    """The array in a parameter, a variable or an array of CuPy; a number; None if it is empty."""
    for _ in range(4):
        if isinstance(value, _ARRAYS):
            value = value.value
            break
        if not isinstance(value, Thing):
            break
        value = value.args[0] if value.args else value.state.get('_data')
        if isinstance(value, list):  # a variable's list of one
            value = value[0] if value else None
    if value is None or isinstance(value, numpy.ndarray):
        return value
    if isinstance(value, (bool, int, float, str)):
        value = numpy.array(value)
        if value.dtype.kind in 'biufU':
            return value
    raise Damaged('a parameter of it is no array')
