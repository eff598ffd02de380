"""``chainer.function_set`` as it was from 1.5 on: a Chain whose links are set as attributes."""

import chainer
from chainer import backend


class FunctionSet(chainer.Chain):
    """A set of links (once: functions with parameters).

    Whatever link is set as an attribute belongs to it; other attributes are left alone.
    """

    def __init__(self, **links):
        super(FunctionSet, self).__init__()
        for name, link in links.items():
            setattr(self, name, link)

    def __setattr__(self, name, value):
        prop = getattr(type(self), name, None)
        if not isinstance(value, chainer.Link) or isinstance(prop, property):
            super(FunctionSet, self).__setattr__(name, value)
            return
        if value.name is not None:
            message = 'given link is already registered to another chain by name {}'
            raise ValueError(message.format(value.name))
        before = self.__dict__.pop(name, None)
        if before is not None:
            before.name = None
        # In the place of the one it replaces.
        self._children.add(name)
        value.name = name
        self.__dict__[name] = value

    def __getitem__(self, name):
        return getattr(self, name)

    def collect_parameters(self):
        """What an optimizer is set up with: the set itself."""
        return self

    def copy_parameters_from(self, params):
        """Copy arrays, in the order of ``parameters``."""
        for dst, src in zip(self.parameters, params):
            backend.copyto(dst, src)

    @property
    def parameters(self):
        """tuple: The arrays of all parameters."""
        return tuple(param.array for param in self.params())

    @parameters.setter
    def parameters(self, arrays):
        self._spread('array', arrays)

    @property
    def gradients(self):
        """tuple: The gradients, in the order of ``parameters``."""
        return tuple(param.grad for param in self.params())

    @gradients.setter
    def gradients(self, arrays):
        self._spread('grad', arrays)

    def _spread(self, name, arrays):
        params, arrays = list(self.params()), list(arrays)
        if len(params) != len(arrays):
            message = 'there are {} parameters, not {}'
            raise ValueError(message.format(len(params), len(arrays)))
        for param, array in zip(params, arrays):
            setattr(param, name, array)
