"""The plain containers that stand for the objects of a pickle."""


class Damaged(Exception):
    """The file does not hold what a pickle of a model holds."""


class Thing(object):
    """An object of a pickle: of which class, made with what, and its state.

    For each class of the pickle there is a class of this kind. To call it, which is all that a
    pickle can do, makes a container; what is put into it stays there.
    """

    module = name = None

    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.args = args
        made.state = {}
        made.items = []
        return made

    def __init__(self, *args, **kwargs):
        pass

    def __setstate__(self, state):
        if isinstance(state, tuple) and len(state) == 2:  # of a class with __slots__
            parts = state
        else:
            parts = (state,)
        for part in parts:
            if isinstance(part, dict):
                self.state.update((text(key), value) for key, value in part.items())

    def append(self, item):
        """For a class that is a list."""
        self.items.append(item)

    def extend(self, items):
        """Likewise."""
        self.items.extend(items)

    def __setitem__(self, key, value):
        self.items.append((key, value))


def thing(module, name, base=Thing, **attributes):
    """A class of containers for ``module.name``."""
    return type('Thing', (base,), dict(attributes, module=module, name=name))


def text(name):
    """A name as text: Python 2's is bytes for some."""
    return name.decode('latin1') if isinstance(name, bytes) else name
