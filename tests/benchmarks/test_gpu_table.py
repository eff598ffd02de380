"""The pages show what ``make gpu-check`` measured, and say so where it measured nothing."""

import copy
import json
import os

import pytest

from benchmarks.gpu_check import steps, table
from cli import marks

FACTS = {
    'work': 'fcn32s',
    'goal': 1.2,
    'tf32': False,
    'tuned': False,
    'seconds': {steps.CUDNN: 0.0213, steps.WITHOUT: 0.1, steps.TORCH: 0.02},
    'gib': {steps.CUDNN: 2.5, steps.WITHOUT: 3.75, steps.TORCH: 2},
    'ratio': 1.065,
    'spread': [1.0, 1.3],
}
STEP = {
    'what': 'FCN-32s, 1x3x375x500, TF32 off',
    'figure': 1.065,
    'limit': 1.2,
    'holds': True,
    'facts': FACTS,
}


@pytest.fixture
def found():
    alone = dict(FACTS, work='lstm_sine', ratio=None, spread=None, goal=None, tf32=True)
    alone['seconds'], alone['gib'] = {steps.WITHOUT: 0.5}, {steps.WITHOUT: 0.125}
    agreed = {'what': 'fcn32s: loss', 'figure': 2e-3, 'limit': 1e-3, 'holds': False}
    return copy.deepcopy(
        {
            'machine': ['GPU 0          Tesla T4'],
            'parts': {
                'steps': [
                    STEP,
                    dict(STEP, limit=None, what='LSTM, TF32 on', facts=alone),
                    dict(STEP, what='FCN-8s, TF32 off: did not run', facts=None),
                ],
                'agreement': [agreed],
                'tests': [{'what': 'their tests: passed', 'figure': 12345, 'limit': None}],
            },
        }
    )


@pytest.mark.parametrize('page', sorted(table.pages(None)))
def test_pages_say_what_was_measured(page):
    with open(os.path.join(table.ROOT, page), encoding='utf-8') as f:
        text = f.read()
    assert text == marks.filled(text, table.START, table.pages(table.read())[page])


def test_the_long_table(found):
    lines = table.long(found)
    assert lines[:3] == ['```text', 'GPU 0          Tesla T4', '```']
    assert (
        '| FCN-32s, 1x3x375x500 | off | 21.3 | 100 | 20 | 1.06 (1.00-1.30) | 1.2 '
        '| 2.50 | 3.75 | 2.00 |'
    ) in lines
    assert '| LSTM | on | - | 500 | - | - | - | - | 0.12 | - |' in lines
    assert '| fcn32s: loss | 2.0e-03: missed | 0.001 |' in lines
    assert '| their tests: passed | 12345 |' in lines
    assert not any('FCN-8s' in line for line in lines)


def test_the_short_table(found):
    heads, nothing = table.SHORT['README.md']
    (*_, row) = table.short(found, heads, nothing)
    assert row == '| FCN-32s, 1x3x375x500 | off | 1.06 (1.00-1.30) | 1.2 |'
    missed = found['parts']['steps'][0]
    missed.update(holds=False)
    assert table.short(found, heads, nothing)[-1].endswith('| 1.2: missed |')
    missed['facts']['tuned'] = True
    assert table.short(found, heads, nothing) == [nothing]
    assert table.short(None, heads, nothing) == [nothing]


def test_the_command(found, monkeypatch, tmp_path):
    page = tmp_path / 'page.md'
    monkeypatch.setattr(table, 'FIGURES', str(tmp_path / 'gpu.json'))
    monkeypatch.setattr(table, 'SHORT', {})
    monkeypatch.setattr(table, 'ROOT', str(tmp_path))
    monkeypatch.setattr(table, 'DOC', 'page.md')
    page.write_text('before\n' + table.START + marks.END + '\nafter\n')
    table.main()
    assert table.NOTHING in page.read_text()
    (tmp_path / 'gpu.json').write_text(json.dumps(found))
    table.main()
    assert '| FCN-32s' in page.read_text() and table.NOTHING not in page.read_text()
    assert page.read_text().startswith('before\n') and page.read_text().endswith('\nafter\n')
