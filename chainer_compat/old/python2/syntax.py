"""Python 2's words in Python 3's, line by line.

Done by fissix, a maintained copy of lib2to3, which Python has not had since 3.13. Of its fixers
only those for syntax: they leave every line where it is.
"""

import re

_FIXERS = (
    'fissix.fixes.fix_except', 'fissix.fixes.fix_exec', 'fissix.fixes.fix_ne',
    'fissix.fixes.fix_paren', 'fissix.fixes.fix_print', 'fissix.fixes.fix_raise',
    'fissix.fixes.fix_repr', 'fissix.fixes.fix_throw',
    'chainer_compat.old.python2.fixers.fix_parameters',
    'chainer_compat.old.python2.fixers.fix_literals',
)  # fmt: skip

# What names that are keywords today begin with until they are names in a tree (``meaning``).
KEYWORD = '_chainer_compat_was_'
# ... and a parameter that is a tuple; what of it is in hexadecimal digits.
TUPLE = '_chainer_compat_tuple_'
_WORDS = re.compile(
    r'''("""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\''''
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*)"""
    r"""|\b(async|await|nonlocal)\b""",
    re.DOTALL,
)
_STRINGS = re.compile(r'("""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\')', re.DOTALL)


class NoTranslator(ImportError):
    """fissix is not installed."""


def without_keywords(text):
    """The text with another name for each ``async``, ``await`` and ``nonlocal``."""
    return _WORDS.sub(lambda m: m.group(1) or KEYWORD + m.group(2), text)


def without_tabs(text):
    """The text with eight columns for a tab at the beginning of a line, as Python 2 counted."""
    parts = _STRINGS.split(text)
    for i in range(0, len(parts), 2):
        # What stands outside of strings; the first line goes on behind one.
        lines = parts[i].split('\n')
        lines[1:] = [re.sub(r'^[ \t]+', lambda m: m.group().expandtabs(8), x) for x in lines[1:]]
        if i == 0:
            lines[0] = re.sub(r'^[ \t]+', lambda m: m.group().expandtabs(8), lines[0])
        parts[i] = '\n'.join(lines)
    return ''.join(parts)


def python3(text, path):
    """The text in Python 3's syntax, with as many lines.

    Args:
        text (str): Python 2 source.
        path (str): The file, for messages.

    Raises:
        NoTranslator: fissix is not installed.
        SyntaxError: It is no Python 2 either.
    """
    try:
        from chainer_compat.old.python2.tool import Tool
    except ModuleNotFoundError as error:
        if (error.name or '').partition('.')[0] not in ('fissix', 'appdirs'):
            raise
        raise NoTranslator(
            '{} is Python 2 source, and fissix, which translates it, is not installed: '
            'pip install -r requirements/python2.txt'.format(path)
        )
    # It reads whole lines only.
    return str(Tool(_FIXERS).refactor_string(text + '\n', path))
