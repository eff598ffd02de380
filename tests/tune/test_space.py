import sys

import pytest

if sys.version_info < (3, 10):
    pytest.skip('tune/ is of today only', allow_module_level=True)

from cli.errors import UserError
from tune import space

FAULTS = {
    'lr = 3': 'table',
    '[lr]\nlow = 1': 'low and high',
    '[lr]\nlow = 1\nhigh = "x"': 'numbers',
    '[lr]\nlow = 2\nhigh = 1': 'below',
    '[lr]\nlow = 0\nhigh = 1\nlog = true': 'above 0',
    '[lr]\nlow = 0\nhigh = 1\nlgo = true': 'lgo',
    '[v]\nchoices = []': 'list',
    '[v]\nchoices = ["a"]\nlow = 1': 'alone',
    '': 'no option',
    '[lr': 'TOML',
}


def write(tmp_path, text):
    path = tmp_path / 'space.toml'
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize('text', FAULTS)
def test_what_is_no_space_is_told(text, tmp_path):
    with pytest.raises(UserError, match=FAULTS[text]):
        space.read(write(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match='no such file'):
        space.read(str(tmp_path / 'none.toml'))


def test_values_become_a_command_line():
    chosen = {'width': 8, 'lr': 0.001, 'variant': 'pooled', 'fast': True, 'balance': False}
    assert space.options(chosen) == [
        '--fast', '--lr', '0.001', '--variant', 'pooled', '--width', '8'
    ]  # fmt: skip


def test_what_is_drawn_lies_within(tmp_path):
    optuna = pytest.importorskip('optuna')
    text = '[lr]\nlow = 1e-4\nhigh = 1e-2\nlog = true\n[width]\nlow = 4\nhigh = 12\nstep = 4\n'
    found = space.read(write(tmp_path, text + '[v]\nchoices = ["a", true]\n'))
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    drawn = [space.suggest(study.ask(), found) for _ in range(30)]
    assert {d['width'] for d in drawn} == {4, 8, 12}
    assert all(1e-4 <= d['lr'] <= 1e-2 for d in drawn)
    assert sum(d['lr'] < 1e-3 for d in drawn) > 8
    assert {d['v'] for d in drawn} == {'a', True}
