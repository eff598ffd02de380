"""Scripts called by their path, as people call scripts: ``python train/fcn32s.py``."""

import os
import subprocess
import sys

import pytest

from tests.house import rules


def scripts():
    return [
        name for name in rules.files()
        if name.split('/')[0] in ('data', 'predict', 'report', 'train')
        and '\nif __name__ == ' in rules.source(name)
    ]  # fmt: skip


def test_every_folder_of_scripts_has_a_link_to_cli():
    folders = {os.path.dirname(name) for name in scripts()}
    assert len(folders) == 6
    for folder in folders:
        link = os.path.join(rules.ROOT, folder, 'cli')
        assert os.path.islink(link) and os.path.samefile(link, os.path.join(rules.ROOT, 'cli'))


def test_every_script_asks_for_cli_first():
    for name in scripts():
        tops = [line.module.split('.')[0] for line in rules.imports(rules.source(name))]
        # chainer_accel is installed where this repository is.
        ours = [top for top in tops if top in rules.RULES and top != 'chainer_accel']
        assert ours[0] == 'cli', name


@pytest.mark.parametrize('folder, path', [
    ('.', 'data/palette.py'), ('predict', 'nearest_words.py'), ('/', '{root}/data/download'),
])  # fmt: skip
def test_a_script_by_its_path(folder, path):
    found = subprocess.run(
        [sys.executable, path.format(root=rules.ROOT), '--help'],
        cwd=os.path.join(rules.ROOT, folder),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert found.returncode == 0 and found.stdout.startswith('usage: '), found.stdout
