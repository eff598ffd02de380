"""Commands that a page, a docstring or a message names, ``python -m X``, are there."""

import os
import re

from tests.house import rules

# Those of others.
_OTHERS = 'pip', 'pytest', 'venv'
# Not "as python -m does", nor a place for a name: train.NAME, train...
_COMMAND = re.compile(
    r'(?<!as )python[\d.]*(?: -W \w+)? -m ([a-z_][a-z_0-9]*(?:\.[a-z_0-9]+)*)\b(?!\.\.|\.\w)'
)


# What runs and builds leave.
_NOT_HERE = 'build', 'dist', 'runs'


def pages():
    """All pages in Markdown, from the root on."""
    found = []
    for folder, inner, names in os.walk(rules.ROOT):
        inner[:] = [n for n in inner if n not in _NOT_HERE and n[0] != '.']
        found += [os.path.join(folder, n) for n in names if n.endswith('.md')]
    return sorted(os.path.relpath(path, rules.ROOT) for path in found)


def is_there(module):
    path = os.path.join(rules.ROOT, *module.split('.'))
    ours = os.path.isfile(path + '.py') or os.path.isfile(os.path.join(path, '__main__.py'))
    return ours or module in _OTHERS


def test_every_command_that_is_named_is_there():
    named = [
        (name, module)
        for name in rules.files() + pages()
        for module in _COMMAND.findall(rules.source(name))
    ]
    assert len(named) > 200
    assert [(name, module) for name, module in named if not is_there(module)] == []


def test_a_command_that_is_not_there():
    text = (
        '    python -m report.spp_linear runs\n`python3 -W ignore -m train.NAME`, python -m tune.'
    )
    assert _COMMAND.findall(text) == ['report.spp_linear', 'tune']
    assert not is_there('report.spp_linear') and not is_there('models.parts')
    assert is_there('report.spp_net') and is_there('tune') and is_there('venv')
