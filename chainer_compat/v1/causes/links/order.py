"""The order of parameters and children: as they were registered, today sorted by name.

A script that fills all of them from one seed gets other weights otherwise. `_params`, `_persistent`
and `_children` were lists, which programs append to and remove from. A parameter without a shape
was not among them until it got one, and came last then. Until 1.4 sets were sorted too.
"""

import sys

import chainer

from chainer_compat.v1 import callers
from chainer_compat.v1.cause import Served


class Names(list):
    """A list of names that can also be used as the set it is today."""

    def add(self, name):
        if name not in self:
            self.append(name)

    def discard(self, name):
        if name in self:
            self.remove(name)


class _Listed:
    """An attribute of a link that is a list of names, whatever is set.

    The names go on to stand in the link's ``__dict__``, where pickles and copies look for them.
    """

    def __init__(self, name):
        self.name = name

    def __get__(self, link, cls=None):
        if link is None:
            return self
        try:
            names = link.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name)
        if type(names) in (list, set):
            # Of a link that was pickled by another Chainer.
            names = link.__dict__[self.name] = Names(sorted(names) if type(names) is set else names)
        return names

    def __set__(self, link, names):
        if not isinstance(names, (list, tuple)):
            # A set, of a copy: in the order of what was copied.
            before = link.__dict__.get(self.name, ())
            names = [name for name in before if name in names]
        link.__dict__[self.name] = Names(names)


def _own(link, include):
    """A link's own parameters with their names; those that got their shape late come last."""
    d = link.__dict__
    found = [(name, d[name]) for name in link._params if include or _there(d[name])]
    # False comes before True; what is equal stays as it is.
    return sorted(found, key=lambda pair: vars(pair[1]).get('_late', False))


def _there(param):
    return param.array is not None


def _parts(link):
    """A link's children with their names."""
    if isinstance(link, chainer.ChainList):
        return [(str(i), child) for i, child in enumerate(link._children)]
    d = link.__dict__
    names = link._in_order(link._children) if isinstance(link, chainer.Chain) else ()
    return [(name, d[name]) for name in names]


def _namedparams(link, include):
    for name, param in _own(link, include):
        yield '/' + name, param
    for name, child in _parts(link):
        # A child may have a way of its own.
        for path, param in child.namedparams(include):
            yield '/' + name + path, param


def _params(link, include):
    for _, param in _own(link, include):
        yield param
    for _, child in _parts(link):
        for param in child.params(include):
            yield param


def params(self, include_uninit=None):
    """As ``Link.params``; old code never saw a parameter without a shape."""
    return _params(self, callers.is_own() if include_uninit is None else include_uninit)


def namedparams(self, include_uninit=None):
    """As ``Link.namedparams``, likewise."""
    return _namedparams(self, callers.is_own() if include_uninit is None else include_uninit)


def links(self, skipself=False):
    """As ``Chain.links``."""
    if not skipself:
        yield self
    for _, child in _parts(self):
        yield from child.links()


def namedlinks(self, skipself=False):
    """As ``Chain.namedlinks``."""
    if not skipself:
        yield '/', self
    for name, child in _parts(self):
        yield '/' + name, child
        for path, link in child.namedlinks(True):
            yield '/' + name + path, link


def children(self):
    """As ``Chain.children``."""
    for _, child in _parts(self):
        yield child


def _being_made(frame):
    """Whether a link's constructor is what asks for it in this frame, and no call of the link."""
    link = frame.f_locals.get('self')
    while frame is not None and frame.f_locals.get('self') is link:
        if frame.f_code.co_name == '__init__':
            return True
        frame = frame.f_back
    return False


def _put(version):
    Link, Chain, ChainList = chainer.Link, chainer.Chain, chainer.ChainList
    for name in ('_params', '_persistent'):
        setattr(Link, name, _Listed(name))
    Chain._children = _Listed('_children')
    Chain._in_order = staticmethod(list)
    for cls in (Link, Chain, ChainList):
        cls.params, cls.namedparams = params, namedparams
    Chain.links, Chain.namedlinks, Chain.children = links, namedlinks, children

    initialize = chainer.Parameter.initialize

    def noticed(self, shape):
        initialize(self, shape)
        self._late = not _being_made(sys._getframe(1))

    chainer.Parameter.initialize = noticed


def _sorted(version):
    # What is a Chain today was a FunctionSet, or a function that held one.
    chainer.Chain._in_order = staticmethod(sorted)


SERVED = [
    Served('Link.params, namedparams, links, namedlinks, children, _params, _children', _put),
    Served('the same, sorted by name', _sorted, through='1.4'),
]
