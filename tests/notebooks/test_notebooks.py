import ast
import json
import os

import pytest

from cli.errors import UserError
from notebooks import build

ALL = build.names()


def read(name):
    with open(os.path.join(build.HERE, name + '.ipynb'), encoding='utf-8') as f:
        return json.load(f)


def code(notebook):
    return [cell for cell in notebook['cells'] if cell['cell_type'] == 'code']


def text(value):
    return value if isinstance(value, str) else ''.join(value)


def test_cells_of_a_source():
    source = '# noqa\n# %% [markdown]\n# # Title\n#\n# text\n# %%\na = 1\n# %run -m x\n'
    assert build.cells(source) == [
        ('markdown', '# Title\n\ntext'), ('code', 'a = 1\n%run -m x'),
    ]  # fmt: skip


def test_unknown_notebook_names_the_others():
    pytest.importorskip('nbclient')
    with pytest.raises(UserError, match='nowhere.py: no such file; there are: .*lstm_sine'):
        build.build('nowhere')


@pytest.mark.parametrize('name', ALL)
def test_as_its_source_and_executed_in_order(name):
    notebook = read(name)
    with open(os.path.join(build.HERE, name + '.py'), encoding='utf-8') as f:
        source = build.cells(f.read())
    assert [(cell['cell_type'], text(cell['source'])) for cell in notebook['cells']] == source
    counts = [cell['execution_count'] for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize('name', ALL)
def test_light_with_pictures_and_without_errors(name):
    assert os.path.getsize(os.path.join(build.HERE, name + '.ipynb')) < 1 << 20
    outputs = [output for cell in code(read(name)) for output in cell['outputs']]
    assert not [o for o in outputs if o['output_type'] == 'error' or o.get('name') == 'stderr']
    assert [o for o in outputs if 'image/png' in o.get('data', {})]


@pytest.mark.parametrize('name', ALL)
def test_defines_nothing(name):
    for cell in code(read(name)):
        lines = [line for line in text(cell['source']).split('\n') if not line.startswith('%')]
        for node in ast.walk(ast.parse('\n'.join(lines))):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))


@pytest.mark.parametrize('name', ALL)
def test_executes_today(name):
    pytest.importorskip('nbclient')
    pytest.importorskip('ipykernel')
    assert len(code(json.loads(build.build(name)))) == len(code(read(name)))
