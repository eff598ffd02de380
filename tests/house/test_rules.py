"""The tree is held to the rules of docs/architecture.md, and the rules to planted breaches."""

import os
import sys

import pytest

from tests.house import rules

# sys.stdlib_module_names is of 3.10; the tree is the same on every Python.
pytestmark = pytest.mark.skipif(sys.version_info < (3, 10), reason='read on today s Python')

PLANTED = [
    ('cli/new.py', 'from data import voc'),
    ('measures/new.py', 'from cli import errors'),
    ('measures/new.py', 'import chainer'),
    ('models/new.py', 'from data.voc import N_CLASS'),
    ('models/new.py', 'import chainer_compat'),
    ('models/new.py', 'def f():\n    from PIL import Image'),
    ('models/new.py', 'from models.weights.copy_model import copy_model'),
    ('models/parts/new.py', 'from models.fcn32s import MyFcn32sWithAnySize'),
    ('models/new.py', 'from cli import options'),
    ('data/new.py', 'from models import vggnet'),
    ('data/new.py', 'import matplotlib'),
    ('data/new.py', 'from cli import options'),
    ('data/pictures/new.py', 'from data import voc'),
    ('data/words/new.py', 'from data.corpus import Corpus'),
    ('data/download/new.py', 'import data.voc'),
    ('data/folders/new.py', 'from data.layouts import find'),
    ('train/new.py', 'from predict import evaluate'),
    ('train/new.py', 'from report import compare'),
    ('train/new.py', 'import chainer_accel'),
    ('train/parts/new.py', 'from train import fcn32s'),
    ('predict/new.py', 'from train.parts import loop'),
    ('predict/parts/new.py', 'from predict.evaluate import main'),
    ('report/new.py', 'from models.fcn32s import MyFcn32sWithAnySize'),
    ('report/new.py', 'from data.voc import N_CLASS'),
    ('report/parts/new.py', 'from report.compare import rows'),
    ('chainer_compat/new.py', 'from cli import errors'),
    ('chainer_accel/new.py', 'from chainer_compat import mend'),
    ('container/new.py', 'from models import vggnet'),
    ('predict/new.py', 'from look.places import Places'),
    ('benchmarks/new.py', 'from tests.data import server'),
    ('attic/new.py', 'import os'),
]


def test_nobody_imports_what_it_may_not():
    found = [line for name in rules.files() for line in rules.broken(name, rules.source(name))]
    assert found == [], '\n'.join(found)


@pytest.mark.parametrize('name, line', PLANTED)
def test_a_planted_import_is_found(name, line):
    found = rules.broken(name, '"""A file."""\n\n' + line + '\n')
    assert len(found) == 1 and found[0].startswith(name), found


def test_scripts_of_data_have_options():
    assert not rules.broken(
        'data/new.py', "from cli import options\n\n\nif __name__ == '__main__':\n    pass\n"
    )


def test_imports_run_one_way():
    assert rules.circles({name: rules.source(name) for name in rules.files()}) == []


def test_a_planted_circle_is_found():
    sources = {
        'data/a.py': 'from data.b import f\n',
        'data/b.py': 'def f():\n    from data import c\n',
        'data/c.py': 'import data.a\n',
        'data/d.py': 'from data.a import f\n',
    }
    assert rules.circles(sources) == [['data/a.py', 'data/b.py', 'data/c.py']]


def test_few_files_at_one_level():
    """About twenty: a folder's list is read at one look."""
    count = {}
    for name in rules.files():
        folder = os.path.dirname(name)
        count[folder] = count.get(folder, 0) + 1
    assert {folder: n for folder, n in count.items() if n > 21} == {}


def test_scripts_alone_at_the_top_of_train():
    for name in rules.files():
        if os.path.dirname(name) == 'train' and not name.endswith('/__init__.py'):
            assert rules._is_script(rules.source(name)), name


def test_results_hold_no_code():
    assert [name for name in rules.files() if name.startswith('results/')] == []
