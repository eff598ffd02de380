"""Who may import whom: the rules of docs/architecture.md, and what breaks them.

Each room (a folder, told by the longest entry of :data:`RULES` that holds a file) lists what of
this repository its files may import; whatever is listed brings what lies in it along.
"""

import ast
import collections
import os
import sys

# What runs and builds leave, and the tests.
_NOT_OURS = ('__pycache__', 'build', 'dist', 'runs', 'tests')

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))

# One-line errors, whole files and a quiet end.
_BASICS = ('cli.errors', 'cli.files', 'cli.interrupts')
# Options, their kinds and parser, and the guard over what is read.
_OF_SCRIPTS = ('cli.kinds', 'cli.options', 'cli.outputs', 'cli.parser')
_NAMES_AND_COLOURS = 'data.pictures.classes'
_ALL = (
    'benchmarks', 'chainer_accel', 'chainer_compat', 'check', 'cli', 'data', 'measures', 'models',
    'look', 'notebooks', 'predict', 'report', 'train', 'tune',
)  # fmt: skip

RULES = {
    'cli': ('cli',),
    'measures': ('measures',),
    # No network knows the files it can be filled from ...
    'models': _BASICS + ('models',),
    'models/parts': _BASICS + ('models.parts',),
    # ... and what reads them builds the network that a file holds.
    'models/weights': _BASICS + ('models',),
    'data': _BASICS + ('data', 'measures'),
    # Names of classes and files are written in any script.
    'data/pictures': _BASICS + ('cli.fonts', 'data.pictures', 'measures'),
    'data/folders': _BASICS + ('data.folders', 'data.pictures'),
    'data/words': _BASICS + ('data.words',),
    'data/download': _BASICS + ('data.download',),
    'train': ('cli', 'data', 'measures', 'models', 'train'),
    'train/parts': ('cli', 'data', 'measures', 'models', 'train.parts'),
    'predict': ('cli', 'data', 'measures', 'models', 'predict'),
    'predict/parts': ('cli', 'data', 'measures', 'models', 'predict.parts'),
    'report': ('cli', _NAMES_AND_COLOURS, 'report'),
    'report/parts': ('cli', _NAMES_AND_COLOURS, 'report.parts'),
    'chainer_compat': ('chainer_compat',),
    'chainer_accel': ('chainer_accel',),
    'container': ('cli', 'container'),
    # They stand above and may import all.
    'benchmarks': _ALL,
    'check': _ALL,
    'look': _ALL,
    'notebooks': _ALL,
    'tune': _ALL,
}

# Files that may import more, each for its reason.
MORE = {
    # Whole sequences in one compiled loop, which no function of Chainer's offers.
    'train/lstm_sine.py': ('chainer_accel',),
    'train/parts/words/fast_skip_gram.py': ('chainer_accel',),
}

# What a network must not know though it lies in its own room.
LESS = {'models': ('models.weights',)}

# What files besides Python's own library may import. Rooms without an entry: what they need.
LIBRARIES = {
    'measures': ('numpy',),
    'models': ('chainer', 'numpy'),
    'data': ('PIL', 'chainer', 'numpy'),
}

Import = collections.namedtuple('Import', 'line module')


def files():
    """All Python files of the tree, from the root on, but for tests."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [n for n in inner if n not in _NOT_OURS and not n.startswith('.')]
        found += [os.path.relpath(os.path.join(folder, n), ROOT) for n in names if n[-3:] == '.py']
    return sorted(name.replace(os.sep, '/') for name in found)


def source(name):
    """The text of a file of this repository."""
    with open(os.path.join(ROOT, *name.split('/')), encoding='utf-8') as f:
        return f.read()


def imports(text):
    """What a file imports, wherever in it, by full names."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # Of ``from data import voc`` it is voc that counts.
            found += [Import(node.lineno, node.module + '.' + a.name) for a in node.names]
    return found


def room(name, rooms=RULES):
    """The room of a file, or None where no rule speaks of it."""
    folder = os.path.dirname(name)
    while folder and folder not in rooms:
        folder = os.path.dirname(folder)
    return folder or None


def _within(module, prefixes):
    return any(module == p or module.startswith(p + '.') for p in prefixes)


def broken(name, text):
    """The lines of a file that break a rule.

    Args:
        name (str): The file, from the root on.
        text (str): What it holds.

    Returns:
        list of str: ``file:line: ...``, each with the rule.
    """
    where = room(name)
    if where is None:
        return ['{}: in a folder that tests/house/rules.py does not know'.format(name)]
    allowed = RULES[where] + MORE.get(name, ())
    if _is_script(text) and where.split('/')[0] == 'data':
        allowed += _OF_SCRIPTS
    libraries = LIBRARIES.get(room(name, LIBRARIES))
    found = []
    for line, module in imports(text):
        top = module.split('.')[0]
        if top in RULES or top == 'tests':
            # Importing a package is importing what its __init__ holds: cli itself holds nothing.
            if not _within(module, allowed) or _within(module, LESS.get(where, ())):
                found.append('{}:{}: {}/ may not import {}'.format(name, line, where, module))
        elif libraries is not None and top not in libraries and top not in _python():
            found.append('{}:{}: {}/ does without {}'.format(name, line, where, top))
    return found


def _is_script(text):
    return "\nif __name__ == '__main__':" in text


def _python():
    """The names of Python's own modules."""
    return sys.stdlib_module_names


def circles(sources):
    """Files that import each other, within one folder or across.

    Args:
        sources (dict): Text of each file by its name.

    Returns:
        list of list of str: The names of each circle, sorted.
    """
    modules = {_module(name): name for name in sources}
    after = {
        name: {modules[m] for _, module in imports(text) for m in _known(module, modules)} - {name}
        for name, text in sources.items()
    }
    found = []
    for name in sorted(sources):
        circle = sorted(n for n in _reached(name, after) if name in _reached(n, after))
        if circle and circle not in found:
            found.append(circle)
    return found


def _module(name):
    module = name[: -len('.py')].replace('/', '.')
    return module[: -len('.__init__')] if module.endswith('.__init__') else module


def _known(module, modules):
    # ``from data.voc import N_CLASS`` is an import of data.voc.
    while module and module not in modules:
        module = module.rpartition('.')[0]
    return [module] if module else []


def _reached(name, after):
    seen, todo = set(), list(after[name])
    while todo:
        n = todo.pop()
        if n not in seen:
            seen.add(n)
            todo += after[n]
    return seen
