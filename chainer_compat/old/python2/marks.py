"""What only Python 2 means, in source that Python 3 reads as well.

A program that calls ``xrange`` was written for Python 2, and its ``/`` divides integers. One that
says what to do where there is no ``xrange`` (``except NameError``, ``if six.PY2``) runs on both,
and is left alone.

So is in a package a module that imports its neighbour by its own name, where no other module of
that name could be meant; and a module in which `print` stands alone, or is an operand.
"""

import ast
import importlib.machinery
import os

_NAMES = {
    'basestring', 'execfile', 'long', 'raw_input', 'reduce', 'unichr', 'unicode', 'xrange',
}  # fmt: skip
_MODULES = {
    '__builtin__', 'commands', 'ConfigParser', 'cookielib', 'copy_reg', 'cPickle', 'cStringIO',
    'HTMLParser', 'httplib', 'Queue', 'SocketServer', 'StringIO', 'thread', 'Tkinter', 'urllib2',
    'urlparse', 'xmlrpclib',
}  # fmt: skip
_METHODS = {'has_key', 'iteritems', 'iterkeys', 'itervalues'}
ALL = frozenset(_NAMES | _MODULES | _METHODS | {'print'})

# Whether there was no other Python for the program: Chainer 1.0 had none.
assumed = False
# Whether source that both read may be of either: until Chainer 2 programs were run by both.
doubtful = False

# Modules whose functions are called as dict's methods were, or whose objects still had them.
_OTHERS = {'six', 'future', 'past', 'pandas'}


def neighbours(path):
    """The modules beside a file of a package, by their own names."""
    try:
        found = os.listdir(os.path.dirname(path))
    except OSError:
        return frozenset()
    # A folder without __init__.py is no package of Python 2; that is asked where it matters.
    return frozenset(name[:-3] if name.endswith('.py') else name for name in found)


def may_be(code, names=ALL):
    """Whether one of the marks stands in compiled code at all: asked of every module."""
    if assumed or doubtful or not names.isdisjoint(code.co_names):
        return True
    return any(may_be(part, names) for part in code.co_consts if isinstance(part, type(code)))


def is_neighbour(name, folder):
    """Whether ``name`` is a module in the folder of a package."""
    path = os.path.join(folder, name.partition('.')[0])
    return os.path.isfile(path + '.py') or os.path.isfile(os.path.join(path, '__init__.py'))


def _only_neighbour(name, folder):
    first = name.partition('.')[0]
    if folder is None or not is_neighbour(name, folder):
        return False
    return importlib.machinery.PathFinder.find_spec(first) is None


def prints(tree):
    """Whether ``print`` is used as the statement that it was, in a way that Python 3 reads too."""
    nodes = list(ast.walk(tree))
    if any(isinstance(node, ast.ImportFrom) and node.module == '__future__' for node in nodes):
        return False
    return any(_is_print(node.value) for node in nodes if isinstance(node, ast.Expr))


def _is_print(node):
    # print; print ('%d') % 3; print ('a'), 3
    first = node
    while isinstance(first, (ast.BinOp, ast.Tuple)):
        first = first.left if isinstance(first, ast.BinOp) else (first.elts or [None])[0]
    if isinstance(first, ast.Call) and first is not node:
        first = first.func
    return isinstance(first, ast.Name) and first.id == 'print'


# Modules that only Python 3 has.
_NEW_MODULES = {
    '_pickle', 'asyncio', 'builtins', 'configparser', 'html.parser', 'http.client', 'http.server',
    'queue', 'socketserver', 'tkinter', 'typing', 'urllib.parse', 'urllib.request',
}  # fmt: skip
_NEW_SYNTAX = (
    ast.AnnAssign, ast.AsyncFunctionDef, ast.Await, ast.JoinedStr, ast.MatMult, ast.Nonlocal,
    ast.YieldFrom,
) + ((ast.NamedExpr,) if hasattr(ast, 'NamedExpr') else ())  # fmt: skip


def is_python3(tree):
    """Whether the module has something that Python 2 does not read, or counts on it."""
    future = any(
        isinstance(node, ast.ImportFrom) and node.module == '__future__' for node in tree.body
    )
    return any(_is_new(node, future) for node in _unguarded(tree))


def _is_new(node, future):
    if isinstance(node, _NEW_SYNTAX):
        return True
    if isinstance(node, ast.arguments):
        everything = node.args + node.kwonlyargs
        return bool(node.kwonlyargs) or any(arg.annotation for arg in everything)
    if isinstance(node, ast.FunctionDef):
        return node.returns is not None
    if isinstance(node, ast.Raise):
        return node.cause is not None
    if isinstance(node, ast.Import):
        return any(name.name in _NEW_MODULES for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and node.module in _NEW_MODULES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        bare_super = node.func.id == 'super' and not node.args
        return bare_super or (node.func.id == 'print' and bool(node.keywords) and not future)
    return False


def is_python2(tree, folder=None):
    """Whether the module counts on something that only Python 2 has.

    Args:
        tree (ast.Module): The module.
        folder (str): Where it is, if it is part of a package.
    """
    if assumed or prints(tree):
        return True
    bound, imported = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = getattr(node, 'module', None)
            for name in node.names:
                bound.add(name.asname or name.name.partition('.')[0])
                imported.add((module or name.name).partition('.')[0])
                if name.name == '*':
                    # It may bring anything.
                    bound |= _NAMES & {'reduce', 'xrange', 'unicode', 'long'}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    names = _NAMES - bound
    methods = set() if imported & _OTHERS else _METHODS
    return any(_is_mark(node, names, methods, folder) for node in _unguarded(tree))


def _is_mark(node, names, methods, folder):
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Import):
        return any(
            name.name in _MODULES or _only_neighbour(name.name, folder) for name in node.names
        )
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and (node.module in _MODULES or _only_neighbour(node.module, folder))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in methods and len(node.args) == (node.func.attr == 'has_key')
    return False


def _unguarded(node):
    """The nodes for which the program has no other way."""
    if isinstance(node, ast.Try) and node.handlers:
        parts = node.handlers + node.orelse + node.finalbody
        # What a handler does instead is the other way.
        parts = [part for part in parts if not isinstance(part, ast.ExceptHandler)]
    elif isinstance(node, (ast.If, ast.IfExp)) and _asks_version(node.test):
        parts = []
    else:
        parts = list(ast.iter_child_nodes(node))
        yield node
    for part in parts:
        yield from _unguarded(part)


def _asks_version(test):
    for node in ast.walk(test):
        name = getattr(node, 'attr', getattr(node, 'id', ''))
        if isinstance(name, str) and ('version' in name or name in ('PY2', 'PY3', 'hasattr')):
            return True
    return False
