"""Names that stood in `chainer.functions`: links (`F.Linear`) and functions' classes (`F.ReLU`).

Such a class could be called: `F.ReLU()(x)`, `F.MaxPooling2D(2, 2)(x)`. Modules that have moved
since are found where they were: `chainer.functions.caffe`, `chainer.links.connection.lstm`.
"""

import copy
import importlib
import pkgutil
import sys
import types

import chainer
from chainer import function_node

from chainer_compat.v1 import n_step_classes, old_functions, old_places
from chainer_compat.v1.cause import Served


class _Moved(types.ModuleType):
    """A module at its old place, imported when it is asked for something."""

    def __init__(self, name, today):
        super(_Moved, self).__init__(name)
        self.__path__ = []
        self._today = today

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        found = getattr(importlib.import_module(self._today), name, None)
        # A class of functions may have another home: F.MaxPooling2D.
        return getattr(chainer.functions, name) if found is None else found


def _call(self, *inputs):
    """``function(x, ...)``: a variable, or a tuple of them."""
    if not type(self).__module__.startswith('chainer.'):
        return old_functions.OldFunction(self)(*inputs)
    # The graph keeps the copy, so that it can be called again.
    node = copy.copy(self)
    outputs = node.apply(inputs)
    # What old code asks the function for: its mask, its indexes.
    self.__dict__.update(
        (name, value) for name, value in vars(node).items()
        if name not in ('inputs', 'outputs', 'rank', 'stack') and not name.startswith('_')
    )  # fmt: skip
    return outputs[0] if len(outputs) == 1 else outputs


def _classes():
    """All classes of functions in Chainer, by name."""
    package = chainer.functions
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):
        module = sys.modules.get(info.name)
        for name, value in list(vars(module).items()) if module else ():
            if (
                isinstance(value, type)
                and value.__module__ == info.name
                and issubclass(value, (function_node.FunctionNode, chainer.Function))
                and not name.startswith('_')
            ):
                yield name, value


def _put_classes(version):
    functions = chainer.functions
    for name, cls in _classes():
        if not hasattr(functions, name):
            setattr(functions, name, cls)
    for name, function in old_functions.WITHOUT_CLASS.items():
        setattr(functions, name, old_functions.of_function(name, function))
    functions.MaxPooling2D = old_functions.MaxPooling2D
    functions.BatchNormalizationFunction = old_functions.BatchNormalizationFunction
    functions.SquaredDifference = functions.SquaredError
    functions.SpatialPyramidPooling2D = old_functions.SpatialPyramidPooling2D
    for home, name in old_places.CLASSES:
        setattr(sys.modules[home], name, getattr(functions, name))
    for cls in n_step_classes.CLASSES:
        setattr(functions, cls.__name__, cls)
    function_node.FunctionNode.__call__ = _call


def _put_links(version):
    for name in old_places.LINKS:
        setattr(chainer.functions, name, getattr(chainer.links, name))
    chainer.functions.create_huffman_tree = (
        chainer.links.BinaryHierarchicalSoftmax.create_huffman_tree
    )


def _put_modules(version):
    for old, today in old_places.MODULES.items():
        module = _Moved(old, today)
        sys.modules[old] = module
        parent, _, name = old.rpartition('.')
        parent = sys.modules.get(parent)
        if parent is not None and name not in vars(parent):
            setattr(parent, name, module)


def _put_flat(version):
    functions = chainer.functions
    for name in old_places.FLAT:
        old = 'chainer.functions.' + name
        # Whatever stood in one of them stands in chainer.functions, or did.
        module = sys.modules[old] = _Moved(old, 'chainer.functions')
        # In most cases the function of that name.
        if not hasattr(functions, name):
            setattr(functions, name, module)


SERVED = [
    Served('classes of functions in chainer.functions: F.ReLU()(x), F.MaxPooling2D(2, 2)(x) ...',
           _put_classes, through='4'),
    Served(', '.join('F.' + name for name in old_places.LINKS) + ', F.create_huffman_tree',
           _put_links),
    Served(', '.join(sorted(old_places.MODULES)), _put_modules),
    Served('modules right under chainer.functions: ' + ', '.join(old_places.FLAT), _put_flat,
           through='1.2'),
]  # fmt: skip
