"""Functions that held parameters themselves, until 1.4: subclasses of Function with arrays."""

import chainer


class FunctionLink(chainer.Link):
    """Makes a link of such a function, for what links are asked by sets and optimizers.

    The arrays stay the function's own: what it adds to its gradients stands in the parameters'.
    """

    def __init__(self, function):
        super(FunctionLink, self).__init__()
        self.__dict__['function'] = function
        for name, gradient in zip(function.parameter_names, function.gradient_names):
            array = getattr(function, name)
            if array is None:
                continue
            param = chainer.Parameter(array, name=name)
            param.grad = getattr(function, gradient)
            self.__dict__[name] = param
            self._params.add(name)

    def __call__(self, *inputs):
        return self.function(*inputs)

    def __getattribute__(self, name):
        # Its own arrays, for the old code; the parameters stand in __dict__ for Chainer.
        if name not in ('__dict__', '_params') and name in self.__dict__.get('_params', ()):
            return getattr(self.__dict__['function'], name)
        return super(FunctionLink, self).__getattribute__(name)

    def __getattr__(self, name):
        if name.startswith('__') or 'function' not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__dict__['function'], name)

    def device_resident_accept(self, visitor):
        super(FunctionLink, self).device_resident_accept(visitor)
        function = self.function
        for name, gradient in zip(function.parameter_names, function.gradient_names):
            param = self.__dict__.get(name)
            if param is not None:
                setattr(function, name, param.array)
                setattr(function, gradient, param.grad)
