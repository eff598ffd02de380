"""The pages show what ``make bench`` measured."""

import json
import os

import pytest

from benchmarks import table
from cli import marks


@pytest.fixture
def found():
    with open(table.FIGURES) as f:
        return json.load(f)


@pytest.mark.parametrize('page', sorted(table.HEADS))
def test_tables_are_those_of_the_figures(page, found):
    with open(os.path.join(table.ROOT, page), encoding='utf-8') as f:
        text = f.read()
    assert text == marks.filled(text, table.START, table.lines(table.HEADS[page], found))


def test_rows():
    work = {'peer': 'PyTorch', 'ratio': 1.2, 'spread': [1.0, 1.3], 'goal': 1.0}
    work.update(megabytes=[10.4, 20], seconds=[0.1234, 0.1])
    rows = list(table.lines(('a', 'b', 'c', 'd'), {'works': {'step': work}}))
    assert rows == ['| a | b | c | d |', '|---|---|---|---|', rows[2]]
    assert rows[2] == '| step | PyTorch | 1.20 (1.00-1.30) | 1: missed |'
