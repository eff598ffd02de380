"""Tables in results/ are what the commands beside them make of the runs kept there."""

import importlib
import os
import re
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
PAGES = [
    name
    for name in sorted(os.listdir(os.path.join(ROOT, 'results')))
    if os.path.exists(os.path.join(ROOT, 'results', name, 'README.md'))
]
# They copy runs, or compute.
_NO_TABLE = ('report.keep', 'report.lstm_sine_keep', 'report.valid_weights')


def _page(name):
    with open(os.path.join(ROOT, 'results', name, 'README.md'), encoding='utf-8') as f:
        return f.read()


def commands(name):
    """Words of every command of a page that makes a table of runs in results/."""
    found = []
    for block in re.findall('```sh\n(.*?)```', _page(name), re.S):
        lines = block.replace('\\\n', ' ').splitlines()
        for i, line in enumerate(lines):
            if line.startswith('python -m report.'):
                # The shell puts in what variables and stars stand for.
                set_before = [before for before in lines[:i] if re.match(r'\w+=', before)]
                script = '\n'.join(set_before + ['printf "%s\\n" ' + line])
                words = subprocess.check_output(['bash', '-c', script], cwd=ROOT)
                words = words.decode().splitlines()[2:]
                if words[0] not in _NO_TABLE and not any(w.startswith('runs/') for w in words):
                    found.append(words)
    return found


TABLES = [(name, words) for name in PAGES for words in commands(name)]


def test_they_are_found():
    assert len(TABLES) > 15


@pytest.mark.parametrize('name', PAGES)
def test_commands_work_from_the_checkout(name):
    """From another folder ``python -m`` would not find these packages."""
    for block in re.findall('```sh\n(.*?)```', _page(name), re.S):
        assert not re.search(r'^\s*cd ', block, re.M)


@pytest.mark.parametrize('name, words', TABLES, ids=lambda each: str(each)[:60])
def test_a_table(name, words, script, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    module, options = words[0], list(words[1:])
    if '--out' in options:
        place = options.index('--out') + 1
        kept, out = options[place], tmp_path / os.path.basename(options[place])
        options[place] = out
    else:
        kept, out = 'results/' + name, tmp_path
        options += ['--out', out]
    status, _, err = script(importlib.import_module(module).main, *options)
    assert status == 0, err
    if not kept.endswith('.md'):
        (out,) = [p for p in out.iterdir() if p.suffix == '.md']
        kept = os.path.join(kept, out.name)
    with open(os.path.join(ROOT, kept), encoding='utf-8') as f:
        assert out.read_text(encoding='utf-8') == f.read()
