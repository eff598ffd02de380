"""The lines of docs/own-data.md, run as they stand."""

import importlib
import json
import os
import re
import shlex

import pytest

PAGE = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'own-data.md')


def blocks(language):
    with open(PAGE, encoding='utf-8') as f:
        return re.findall('```' + language + '\n(.*?)```', f.read(), re.DOTALL)


@pytest.fixture
def printed(tmp_path, monkeypatch, script):
    """Run all lines in an empty folder; gives what each command printed, by module."""
    monkeypatch.chdir(tmp_path)
    (code,) = blocks('python')
    exec(compile(code, PAGE, 'exec'), {})
    (lines,) = blocks('sh')
    found = {}
    for line in lines.splitlines():
        python, m, module, *options = shlex.split(line)
        assert (python, m) == ('python', '-m')
        # A third of the training, loaded in this process.
        if '--epoch' in options:
            options[options.index('--epoch') + 1] = '3'
            options += ['--loaders', '0']
        status, found[module], err = script(importlib.import_module(module).main, *options)
        assert status == 0, err
    return found


def test_the_lines_run(printed, tmp_path):
    assert 'coin' in printed['data.palette']
    assert 'coin' in printed['predict.evaluate']
    found = json.loads((tmp_path / 'runs' / 'mine' / 'evaluation.json').read_text())
    assert found['pictures'] == 4 and found['pixels'] == 4 * 96 * 128
    assert [line['class'] for line in found['classes']] == ['table', 'coin']
    # 'table' everywhere would be 69 %; ten epochs gave 93.
    assert found['pixel accuracy'] > 0.75
    for name in ('label.png', 'mine.png', 'predict/0.png', 'predict/0_overlay.png'):
        assert (tmp_path / 'runs' / name).exists()


def test_the_example_fits_on_a_page():
    assert sum(len(block.splitlines()) for block in blocks('python') + blocks('sh')) <= 20
