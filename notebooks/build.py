"""Build a notebook: execute its script and keep what comes out.

    python -m notebooks.build lstm_sine

notebooks/NAME.py is the source. A line "# %%" begins a cell of code, "# %% [markdown]"
one of text, written as comments; "# %" stands for a magic of IPython's. The
result, with all outputs, is notebooks/NAME.ipynb.
"""

import os
import re

from cli import errors, files, options

HERE = os.path.dirname(os.path.abspath(__file__))
_MARK = re.compile(r'^# %%(.*)\n', re.MULTILINE)
TIMEOUT = 600  # seconds a cell


def names():
    """The notebooks there are sources of."""
    return sorted(
        name[:-3] for name in os.listdir(HERE)
        if name.endswith('.py') and name not in ('__init__.py', 'build.py')
    )  # fmt: skip


def cells(source):
    """Cells of a script.

    Returns:
        list: Pairs of kind, 'markdown' or 'code', and text.
    """
    parts = _MARK.split(source)[1:]
    found = []
    for mark, text in zip(parts[::2], parts[1::2]):
        text = text.strip('\n')
        if mark.strip() == '[markdown]':
            found.append(('markdown', re.sub('^# ?', '', text, flags=re.MULTILINE)))
        else:
            found.append(('code', re.sub('^# %', '%', text, flags=re.MULTILINE)))
    return found


def build(name):
    """Execute a notebook as Jupyter would, from the folder of notebooks.

    Returns:
        str: The notebook's JSON, with outputs.

    Raises:
        UserError: There is no such source, a cell fails, or Jupyter's parts are
            not installed.
    """
    try:
        import nbclient
        import nbformat
    except ImportError as e:
        raise errors.UserError('{}: pip install -r requirements/notebooks.txt'.format(e))
    path = os.path.join(HERE, name + '.py')
    try:
        with open(path, encoding='utf-8') as f:
            source = f.read()
    except FileNotFoundError:
        raise errors.UserError('{}: no such file; there are: {}'.format(path, ', '.join(names())))
    new = nbformat.v4
    notebook = new.new_notebook(metadata={
        'kernelspec': {'display_name': 'Python 3', 'language': 'python', 'name': 'python3'}
    })  # fmt: skip
    for i, (kind, text) in enumerate(cells(source)):
        cell = new.new_code_cell(text) if kind == 'code' else new.new_markdown_cell(text)
        cell['id'] = str(i)  # not drawn anew at every build
        notebook.cells.append(cell)
    client = nbclient.NotebookClient(
        notebook, timeout=TIMEOUT, record_timing=False, resources={'metadata': {'path': HERE}}
    )
    try:
        client.execute()
    except nbclient.exceptions.CellExecutionError as e:
        raise errors.UserError('notebook {}: {}: {}'.format(name, e.ename, e.evalue))
    return nbformat.writes(notebook) + '\n'


def main():
    p = options.parser(__doc__)
    p.add_argument('names', metavar='NAME', nargs='*', default=names(), help='all if none is given')
    args = p.parse_args()
    for name in args.names:
        notebook = build(name)
        files.write_text(os.path.join(HERE, name + '.ipynb'), notebook)
        print('notebooks/{}.ipynb'.format(name))


if __name__ == '__main__':
    errors.run(main)
