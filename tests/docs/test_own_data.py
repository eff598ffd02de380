"""The lines of docs/own-data.md, run as they stand."""

import importlib
import json
import os
import re
import shlex

import pytest

PAGE = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'own-data.md')


def blocks():
    """The page's blocks in their order: the language and the text of each."""
    with open(PAGE, encoding='utf-8') as f:
        return re.findall('```(python|sh)\n(.*?)```', f.read(), re.DOTALL)


@pytest.fixture
def ran(tmp_path, monkeypatch, script):
    """Run all of them in an empty folder; gives what commands printed, by module, and the names."""
    monkeypatch.chdir(tmp_path)
    printed, names = {}, {}
    for language, text in blocks():
        if language == 'python':
            exec(compile(text, PAGE, 'exec'), names)
            continue
        for line in text.splitlines():
            python, m, module, *options = shlex.split(line)
            assert (python, m) == ('python', '-m')
            # A third of the training, loaded in this process.
            if '--epoch' in options:
                options[options.index('--epoch') + 1] = '3'
                options += ['--loaders', '0']
            status, out, err = script(importlib.import_module(module).main, *options)
            assert status == 0, err
            printed[module] = printed.get(module, '') + out
    return printed, names


def test_the_lines_run(ran, tmp_path):
    printed, names = ran
    assert 'coin' in printed['data.palette']
    assert 'coin' in printed['predict.evaluate']
    found = json.loads((tmp_path / 'runs' / 'mine' / 'evaluation.json').read_text())
    assert found['pictures'] == 4 and found['pixels'] == 4 * 96 * 128
    assert [line['class'] for line in found['classes']] == ['background', 'coin']
    # 'background' everywhere would be 69 %; ten epochs gave 93.
    assert found['pixel accuracy'] > 0.75
    for name in ('label.png', 'mine.png', 'predict/0.png', 'predict/0_overlay.png', 'boxes.png'):
        assert (tmp_path / 'runs' / name).exists()
    # A coin is 69 pixels wide and high: 35 * 35 = 1225 itself lies outside of it.
    assert 'mine: 1 classes, named in its classes.txt' in printed['data.boxes']
    assert '14.0     11.0     83.0     80.0  coin' in printed['data.boxes']
    y_min, x_min, y_max, x_max = names['boxes'][0]
    assert (y_max - y_min, x_max - x_min) == (69, 69) and names['difficult'].tolist() == [False]
    assert names['image'].shape == (3, 69, 69) and names['label'] == 0


def test_the_examples_fit_on_a_page():
    lines = [len(text.splitlines()) for _, text in blocks()]
    assert sum(lines[:2]) <= 20 and max(lines[2:]) <= 5
