"""The page about several machines shows what was measured."""

import json

from benchmarks import several
from cli import marks


def test_table_is_that_of_the_figures():
    with open(several.DOC) as f:
        page = f.read()
    with open(several.FIGURES) as f:
        figures = json.load(f)
    assert [run['processes'] for run in figures['runs']] == [1, 2, 4]
    assert page == several.written(page, figures)
    assert several.written(several.START + marks.END, figures).count('\n| ') == 4
