"""From the bytes of a file of Python 2 to the code that this Python runs."""

import ast
import os
import re

from chainer_compat.old.python2 import marks, meaning, syntax

_CODING = re.compile(rb'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)')
# Tried one after the other where the file does not say.
_CODINGS = ('utf-8', 'euc_jp', 'cp932', 'latin1')


def text(data):
    """The text of a file: in the coding that it names, or that of its time that it can be."""
    if data.startswith(b'\xef\xbb\xbf'):
        return data[3:].decode('utf-8')
    lines = data.replace(b'\r\n', b'\n').replace(b'\r', b'\n')
    for line in lines.split(b'\n', 2)[:2]:
        found = _CODING.match(line)
        if found:
            # The line is left as it is: Python does not look for it in text.
            return lines.decode(found.group(1).decode('ascii'))
    for coding in _CODINGS:
        try:
            return lines.decode(coding)
        except UnicodeDecodeError:
            pass
    raise AssertionError('latin1 decodes everything')


def compiled(data, path, in_package):
    """The code of a module.

    Args:
        data (bytes): What stands in the file.
        path (str): The file.
        in_package (bool): Whether the module is part of a package.

    Raises:
        syntax.NoTranslator: fissix is needed, and not installed.
        SyntaxError: It is not Python 2 either.
    """
    source = text(data)
    tree = _parsed(source, path)
    if tree is None:
        # It may be Python 3 of before 3.7, which had no keyword async.
        source = syntax.without_keywords(source)
        tree = _parsed(source, path)
    if tree is None:
        tree = ast.parse(syntax.python3(syntax.without_tabs(source), path), path)
        old = True
    else:
        old = marks.is_python2(tree, os.path.dirname(path) if in_package else None)
        if old and (marks.assumed or marks.prints(tree)):
            tree = _printing(source, path) or tree
    tree = meaning.restored(tree)
    if old:
        tree = meaning.changed(tree, path, in_package)
    elif marks.doubtful and not marks.is_python3(tree):
        tree = meaning.doubtful(tree)
    return compile(tree, path, 'exec', dont_inherit=True)


def _printing(source, path):
    """The tree with ``print`` as a statement; None if it is none, or nobody can translate it."""
    try:
        return ast.parse(syntax.python3(syntax.without_tabs(source), path), path)
    except (syntax.NoTranslator, SyntaxError):
        return None


def _parsed(source, path):
    try:
        return ast.parse(source, path)
    except SyntaxError:
        return None
