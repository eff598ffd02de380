"""Variables and parameters, as Chainer 1.5 to 6 pickled them.

Each is written as a call with its values in order; what the values are has changed. Chainer 1 has
no parameters: they are variables, and ``links`` makes parameters of those that a link names.
"""

import functools


def of_chainer_1(arguments, kwargs):
    """The keywords of a variable that Chainer 1 wrote as ``Variable(data, flag, name, grad)``.

    Args:
        arguments (tuple): What follows the data: flag, name and, from 1.12 on, gradient.
        kwargs (dict): Must be empty.

    Raises:
        TypeError: It is no such call, but a program's that takes Chainer 7's ``Variable`` for
            Chainer 1's; said in Python's words.
    """
    if kwargs or len(arguments) > 3 or type(arguments[0]).__name__ != 'Flag':
        raise TypeError(
            '__init__() takes from 1 to 2 positional arguments but {} were given'.format(
                len(arguments) + 2
            )
        )
    return dict(zip(('name', 'grad'), arguments[1:]))


def add(variable):
    """Let the module ``chainer.variable`` make what Chainer 2 to 5 wrote: without a device."""
    variable._create_variable = _with_device(variable._create_variable, 4)
    variable._recover_parameter = _with_device(variable._recover_parameter, 5)


def _with_device(function, count):
    @functools.wraps(function)
    def call(*args):
        if len(args) == count:
            from chainer import backend

            data = args[0]
            device = backend.CpuDevice() if data is None else backend.get_device_from_array(data)
            args += (device,)
        return function(*args)

    return call


def parameter_in_place(variable, name):
    """Make a variable a parameter, the same object: links may share it.

    A program may have kept it under another name as well.
    """
    from chainer import Parameter, backend
    from chainer.initializers import NaN

    if not isinstance(variable, Parameter):
        variable.__class__ = Parameter
        variable._initial_device = backend.CpuDevice()
        variable.initializer = NaN()
        variable.update_rule = None
    if variable.name is None:
        variable.name = name
    return variable
