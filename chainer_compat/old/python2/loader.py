"""Sees what is imported and run, and has Python 2's translated."""

import importlib.machinery
import runpy
import sys

from chainer_compat.old import callers
from chainer_compat.old.python2 import marks, syntax


def _code(path, in_package):
    # Imported where there is something to translate: every process that a program starts is here.
    from chainer_compat.old.python2 import cache, translate

    code = cache.read(path, in_package)
    if code is None:
        with open(path, 'rb') as f:
            code = translate.compiled(f.read(), path, in_package)
        cache.write(path, in_package, code)
    return code


def code_of(compile_it, path, in_package):
    """The code of a file: Python's own where it can be, else that of its translation.

    Args:
        compile_it (callable): Compiles the file as Python does.
        path (str): The file.
        in_package (bool): Whether it is a module of a package.
    """
    try:
        code = compile_it()
    except (SyntaxError, UnicodeDecodeError):
        try:
            return _code(path, in_package)
        except SyntaxError:
            pass
        # It is wrong in Python 2 too: told as Python tells it.
        raise
    # A library is taken at its word.
    if callers.is_installed(path):
        return code
    names = marks.ALL | marks.neighbours(path) if in_package else marks.ALL
    if not marks.may_be(code, names):
        return code
    return _code(path, in_package)


def code_of_text(text, name):
    """The code of a program that is in no file, likewise.

    Args:
        text (str): The program.
        name (str): What stands for the file's name in tracebacks, e.g. ``'<string>'``.
    """
    from chainer_compat.old.python2 import translate

    try:
        code = compile(text, name, 'exec')
    except SyntaxError:
        try:
            return translate.compiled(text.encode('utf-8', 'surrogateescape'), name, False)
        except syntax.NoTranslator as error:
            sys.exit('chainer_compat: {}'.format(error))
        except SyntaxError:
            pass
        raise
    if not marks.may_be(code):
        return code
    return translate.compiled(text.encode('utf-8', 'surrogateescape'), name, False)


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from its source, of whatever Python."""

    def get_code(self, fullname):
        ordinary = super(Loader, self).get_code
        in_package = '.' in fullname or self.is_package(fullname)
        return code_of(lambda: ordinary(fullname), self.path, in_package)


class Finder:
    """Finds what Python's own finder finds."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition('.')[0] == 'chainer_compat':
            return None  # what it takes to translate
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


def install():
    """See to all modules and scripts from now on; a second call changes nothing."""
    if Finder in sys.meta_path:
        return
    sys.meta_path.insert(sys.meta_path.index(importlib.machinery.PathFinder), Finder)
    original = runpy._get_code_from_file

    # Called with the name to run as and the file (until Python 3.11), or with the file alone.
    def get_code_from_file(*args):
        path = args[-1]

        def compile_it():
            found = original(*args)
            return found[0] if isinstance(found, tuple) else found

        try:
            code = code_of(compile_it, path, in_package=False)
        except syntax.NoTranslator as error:
            sys.exit('chainer_compat: {}'.format(error))
        return (code, path) if len(args) == 2 else code

    runpy._get_code_from_file = get_code_from_file
