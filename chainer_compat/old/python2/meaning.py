"""What reads the same in Python 2 and 3 and acts otherwise, changed in the syntax tree.

Lines and columns stay those of the source. What depends on the values (``/`` of integers) becomes
the call of a function in ``runtime``, which looks at them.
"""

import ast
import os

from chainer_compat.old.python2 import runtime
from chainer_compat.old.python2.marks import is_neighbour
from chainer_compat.old.python2.syntax import KEYWORD, TUPLE
from chainer_compat.old.python2.words import NAMES

_HERE = 'chainer_compat.old.python2.'
# Functions that ``either`` has beside its divisions.
_EITHER = frozenset(('filter', 'map', 'open', 'range', 'zip'))
# Methods that are no longer there, or that give no list: the function of runtime for each.
_METHODS = {
    'keys': 'listed', 'values': 'listed', 'items': 'listed', 'iterkeys': 'iterated',
    'itervalues': 'iterated', 'iteritems': 'iterated', 'viewkeys': 'viewed',
    'viewvalues': 'viewed', 'viewitems': 'viewed', 'has_key': 'has_key', 'next': 'advance',
    'decode': 'decode', 'encode': 'encode', 'sort': 'sort',
}  # fmt: skip
# How many arguments they may have; none otherwise.
_ALLOWED = {'has_key': 1, 'decode': 2, 'encode': 2, 'sort': 2}
# Those that Python 3 does not have.
_ASKED = frozenset(
    name for name, function in _METHODS.items()
    if function in ('iterated', 'viewed', 'has_key', 'advance', 'decode')
)  # fmt: skip
_SPECIAL = {
    '__div__': '__truediv__', '__rdiv__': '__rtruediv__', '__idiv__': '__itruediv__',
    '__nonzero__': '__bool__', 'next': '__next__', '__unicode__': '__str__',
}  # fmt: skip
_ATTRIBUTES = {
    'func_name': '__name__', 'func_code': '__code__', 'func_defaults': '__defaults__',
    'func_globals': '__globals__', 'func_doc': '__doc__', 'func_dict': '__dict__',
    'im_func': '__func__', 'im_self': '__self__',
}  # fmt: skip
# Of modules that are still there: (module, name): the name in names.
_OF_MODULES = {
    ('sys', 'maxint'): 'maxint', ('sys', 'setdefaultencoding'): 'setdefaultencoding',
    ('sys', 'exc_clear'): 'exc_clear', ('os', 'getcwdu'): 'getcwdu',
    ('codecs', 'getwriter'): 'getwriter', ('codecs', 'getreader'): 'getreader',
    ('codecs', 'open'): 'codecs_open', ('csv', 'reader'): 'csv_reader',
    ('csv', 'DictReader'): 'csv_DictReader',
}  # fmt: skip
# Modules that act otherwise, or had more in them.
_MODULES = {
    'pickle': 'chainer_compat.old.modules.pickle2', 'cPickle': 'chainer_compat.old.modules.pickle2',
    'random': 'chainer_compat.old.modules.random2',
    'urllib': 'chainer_compat.old.modules.urllib',
}  # fmt: skip


def changed(tree, path, in_package):
    """The tree of a module with the meaning that Python 2 gives it.

    Args:
        tree (ast.Module): As parsed from source in Python 3's syntax.
        path (str): The module's file.
        in_package (bool): Whether the module belongs to a package, so that it finds its
            neighbours by their own names.
    """
    future = _future(tree)
    folder = os.path.dirname(path)
    if not in_package or 'absolute_import' in future:
        folder = None
    change = _Change('division' in future, folder)
    tree = change.visit(tree)
    wanted = (
        ('names', sorted(change.used & NAMES), ''),
        ('runtime', sorted(change.called), runtime.PREFIX),
    )
    _import(tree, wanted)
    return ast.fix_missing_locations(tree)


def doubtful(tree):
    """The tree of a module that may be of either Python, with values that serve both."""
    change = _Either('division' in _future(tree))
    tree = change.visit(tree)
    wanted = (
        ('either', sorted(change.called), runtime.PREFIX),
        ('runtime', sorted(change.methods), runtime.PREFIX),
        ('names', sorted(change.used), runtime.PREFIX),
    )
    if any(found for _, found, _ in wanted):
        _import(tree, wanted, mark=False)
    return ast.fix_missing_locations(tree)


def _future(tree):
    return {
        name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == '__future__'
        for name in node.names
    }


def restored(tree):
    """The tree with the names that are keywords in Python 3, changed in place."""
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, str) and KEYWORD in value and not isinstance(node, ast.Constant):
                setattr(node, field, value.replace(KEYWORD, ''))
            elif isinstance(value, list) and value and isinstance(value[0], str):
                setattr(node, field, [name.replace(KEYWORD, '') for name in value])
    return tree


def _import(tree, wanted, mark=True):
    """Put what the module needs of modules beside this one at its beginning.

    Args:
        tree (ast.Module): Changed in place.
        wanted (tuple): For each module its name, the names in it, what is put before these.
        mark (bool): Whether it is to be known for Python 2's.
    """
    body = tree.body
    at = 0
    while at < len(body) and (
        isinstance(body[at], ast.Expr)
        and isinstance(body[at].value, ast.Constant)
        or isinstance(body[at], ast.ImportFrom)
        and body[at].module == '__future__'
    ):
        at += 1
    for module, found, prefix in wanted:
        if found:
            aliases = [ast.alias(name=name, asname=prefix + name) for name in found]
            statement = ast.ImportFrom(module=_HERE + module, names=aliases, level=0)
            statement.lineno, statement.col_offset = 1, 0
            body.insert(at, statement)
    if not mark:
        return
    # By this a library's modules are known for Python 2's (callers).
    statement = ast.Assign(
        targets=[ast.Name(id='_chainer_compat_translated', ctx=ast.Store())],
        value=ast.Constant(value=True),
    )
    statement.lineno, statement.col_offset = 1, 0
    body.insert(at, statement)


class _Division(ast.NodeTransformer):
    """``/`` as the call of a function that looks at the values."""

    def __init__(self, true_division):
        self._true_division = true_division
        self.called = set()

    def _call(self, name, args, node):
        self.called.add(name)
        function = ast.Name(id=runtime.PREFIX + name, ctx=ast.Load())
        return ast.copy_location(ast.Call(func=function, args=args, keywords=[]), node)

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or self._true_division:
            return node
        if any(isinstance(x, ast.Constant) and isinstance(x.value, float) for x in _sides(node)):
            return node
        return self._call('divide', [node.left, node.right], node)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or self._true_division:
            return node
        target = node.target
        if isinstance(target, ast.Name):
            old = ast.copy_location(ast.Name(id=target.id, ctx=ast.Load()), target)
            new = self._call('divide_in_place', [old, node.value], node)
            return ast.copy_location(ast.Assign(targets=[target], value=new), node)
        if isinstance(target, ast.Attribute):
            where = [target.value, ast.Constant(value=target.attr)]
            call = self._call('divide_attribute', where + [node.value], node)
        else:
            where = [target.value, _index(target.slice)]
            call = self._call('divide_item', where + [node.value], node)
        return ast.copy_location(ast.Expr(value=call), node)


class _Either(_Division):
    def __init__(self, true_division):
        super().__init__(true_division)
        self.methods = set()
        self.used = set()

    def visit_Call(self, node):
        self.generic_visit(node)
        _without_class(node)
        function = node.func
        if isinstance(function, ast.Name):
            kept = self.called if function.id in _EITHER else self.used
            if function.id in _EITHER or function.id in ('ord', 'sorted'):
                kept.add(function.id)
                function.id = runtime.PREFIX + function.id
        elif isinstance(function, ast.Attribute) and not node.keywords:
            name = function.attr
            if name in ('keys', 'values', 'items') and not node.args:
                return self._method('listed', self.called, node)
            plain = not any(isinstance(a, ast.Starred) for a in node.args)
            if name in _ASKED and plain and len(node.args) <= _ALLOWED.get(name, 0):
                # They do what Python 3 does where the object has such a method.
                return self._method(_METHODS[name], self.methods, node)
        return node

    def _method(self, name, kept, node):
        kept.add(name)
        method = ast.copy_location(ast.Constant(value=node.func.attr), node)
        name = ast.Name(id=runtime.PREFIX + name, ctx=ast.Load())
        args = [node.func.value, method] + node.args
        return ast.copy_location(ast.Call(func=name, args=args, keywords=[]), node)


class _Change(_Division):
    def __init__(self, true_division, folder):
        super().__init__(true_division)
        self._folder = folder
        self.used = set()

    # Names

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.used.add(node.id)
        return node

    def visit_Attribute(self, node):
        self.generic_visit(node)
        node.attr = _ATTRIBUTES.get(node.attr, node.attr)
        if isinstance(node.value, ast.Name):
            name = _OF_MODULES.get((node.value.id, node.attr))
            if name is not None:
                self.used.add(name)
                return ast.copy_location(ast.Name(id=name, ctx=node.ctx), node)
        return node

    def visit_Call(self, node):
        method = node.func.attr if isinstance(node.func, ast.Attribute) else None
        self.generic_visit(node)
        _without_class(node)
        if method in _METHODS and isinstance(node.func, ast.Attribute):
            plain = not node.keywords and not any(isinstance(a, ast.Starred) for a in node.args)
            if method == 'sort' or (plain and len(node.args) <= _ALLOWED.get(method, 0)):
                name = ast.copy_location(ast.Constant(value=method), node)
                call = self._call(_METHODS[method], [node.func.value, name] + node.args, node)
                call.keywords = node.keywords
                return call
        return node

    # Exceptions

    def visit_ExceptHandler(self, node):
        self.generic_visit(node)
        if node.name:
            # The name lives on behind the handler; Python 3 takes its own away there.
            name, node.name = node.name, runtime.PREFIX + node.name
            value = ast.copy_location(ast.Name(id=node.name, ctx=ast.Load()), node)
            node.body.insert(0, _assign(name, value, node))
        return node

    # Functions and classes

    def _take_apart(self, node):
        """Assignments for parameters that are tuples."""
        args = node.args
        for arg in args.args:
            if arg.arg.startswith(TUPLE):
                target = bytes.fromhex(arg.arg[len(TUPLE) :]).decode('utf-8')
                statement = ast.parse('{} = {}'.format(target, arg.arg)).body[0]
                for part in ast.walk(statement):
                    ast.copy_location(part, node)
                yield statement

    def visit_FunctionDef(self, node):
        first = list(self._take_apart(node))
        self.generic_visit(node)
        has_doc = ast.get_docstring(node, clean=False) is not None
        node.body[has_doc:has_doc] = first
        return node

    def visit_Lambda(self, node):
        parts = list(self._take_apart(node))
        self.generic_visit(node)
        if parts:
            # lambda t: (lambda a, b: ...)(*t), a tuple within it by one more.
            for part in parts:
                node.body = _applied(part.targets[0], part.value, node.body, node)
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        defined = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
        for old, new in _SPECIAL.items():
            if old in defined and new not in defined:
                node.body.append(_assign(new, ast.Name(id=old, ctx=ast.Load()), node))
        if '__cmp__' in defined:
            node.decorator_list.insert(0, self._name('compared', node))
        for statement in node.body:
            if isinstance(statement, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == '__metaclass__' for t in statement.targets
            ):
                node.keywords.append(ast.keyword(arg='metaclass', value=statement.value))
        return node

    def _name(self, name, node):
        self.called.add(name)
        return ast.copy_location(ast.Name(id=runtime.PREFIX + name, ctx=ast.Load()), node)

    # Imports

    def _neighbour(self, name):
        """Whether ``name`` is a module beside this one."""
        return self._folder is not None and is_neighbour(name, self._folder)

    def visit_ImportFrom(self, node):
        if node.level == 0 and node.module:
            if self._neighbour(node.module):
                node.level = 1
            else:
                node.module = _MODULES.get(node.module, node.module)
        return node

    def visit_Import(self, node):
        statements = []
        for name in node.names:
            first, _, rest = name.name.partition('.')
            if self._neighbour(name.name):
                if rest and name.asname:
                    package, _, last = name.name.rpartition('.')
                    statements.append((package, last, name.asname))
                else:
                    statements.append((None, first, name.asname))
                    if rest:
                        package, _, last = name.name.rpartition('.')
                        statements.append((package, last, '_'))
            elif name.name in _MODULES:
                package, _, last = _MODULES[name.name].rpartition('.')
                statements.append((package, last, name.asname or name.name))
            else:
                statements.append(ast.Import(names=[name]))
        return [
            ast.copy_location(
                statement
                if isinstance(statement, ast.Import)
                else ast.ImportFrom(
                    module=statement[0],
                    names=[ast.alias(name=statement[1], asname=statement[2])],
                    level=int(not (statement[0] or '').startswith('chainer_compat.')),
                ),
                node,
            )
            for statement in statements
        ]


def _without_class(call):
    """``MethodType(function, instance, class)`` has lost its last argument."""
    name = getattr(call.func, 'attr', getattr(call.func, 'id', None))
    if name == 'MethodType' and len(call.args) == 3:
        del call.args[2]


def _sides(node):
    return node.left, node.right


def _assign(name, value, node):
    statement = ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=value)
    return ast.copy_location(statement, node)


def _index(node):
    """What stands between the brackets, as an expression."""
    if isinstance(node, ast.Slice):
        parts = [x or ast.Constant(value=None) for x in (node.lower, node.upper, node.step)]
        return ast.Call(func=ast.Name(id='slice', ctx=ast.Load()), args=parts, keywords=[])
    if isinstance(node, ast.Tuple):
        return ast.Tuple(elts=[_index(x) for x in node.elts], ctx=ast.Load())
    return node


def _applied(target, value, body, node):
    """``body`` with the names of the tuple ``target`` bound to the parts of ``value``."""
    args, inner = [], body
    for i, part in enumerate(target.elts):
        if isinstance(part, ast.Name):
            args.append(ast.arg(arg=part.id))
        else:
            name = '{}{}'.format(TUPLE, i)
            args.append(ast.arg(arg=name))
            inner = _applied(part, ast.Name(id=name, ctx=ast.Load()), inner, node)
    arguments = ast.arguments(
        posonlyargs=[], args=args, vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None,
        defaults=[],
    )  # fmt: skip
    function = ast.Lambda(args=arguments, body=inner)
    call = ast.Call(func=function, args=[ast.Starred(value=value, ctx=ast.Load())], keywords=[])
    for part in ast.walk(call):
        if not hasattr(part, 'lineno'):
            ast.copy_location(part, node)
    return call
