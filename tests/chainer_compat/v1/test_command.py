"""``python -m chainer_compat``: its options, one line for mistakes, and whom the mode reaches."""

import subprocess
import sys

import pytest

from chainer_compat import options
from chainer_compat.v1.version import parse, written
from tests.chainer_compat.processes import PROJECT, python

FUNCTION_SET = 'import chainer; print(chainer.FunctionSet.__name__)'


def run(*args, **kwargs):
    return subprocess.run(
        [sys.executable, '-m', 'chainer_compat'] + list(args),
        cwd=PROJECT, capture_output=True, text=True, **kwargs
    )  # fmt: skip


@pytest.mark.parametrize(
    'text, version',
    [('1', (1, 24)), ('1.24', (1, 24)), ('v1.8.0', (1, 8)), ('2', (2, 1)), ('6.7', (6, 7)),
     ('3.0.0rc1', (3, 0)), ('1.0', (1, 0))],
)  # fmt: skip
def test_versions(text, version):
    assert parse(text) == version
    assert written((1, 24)) == '1.24'


@pytest.mark.parametrize('text', ['7', '0.9', 'x', '', '1.x', '8.1'])
def test_no_versions(text):
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(
    'args, says',
    [
        ([], 'usage: '),
        (['--chainer=9', 'x.py'], 'not a version from 1.0 to 6'),
        (['--chainer'], 'needs a version'),
        (['--chainr=1', 'x.py'], 'no option --chainr=1'),
        (['--chainer=1', 'no_such_script.py'], 'there is no script no_such_script.py'),
        (['-m', 'no_such_module'], 'there is no module no_such_module'),
        (['-m', 'no_such_package.module'], 'there is no module no_such_package.module'),
        (['-m'], '-m needs one thing more'),
        (['-x'], 'no option -x'),
    ],
)
def test_mistakes_end_in_one_line(args, says):
    process = run(*args)
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1 and says in process.stderr


def test_help_and_version():
    assert '--chainer=VERSION' in run('--help').stdout
    assert run('--version').stdout.startswith('Chainer 7.8.1 on Python 3.')
    assert options.parse(['--chainer', '1.8', 'a.py', '--help']).argv == ['a.py', '--help']


def test_code_and_standard_input():
    code = 'import sys, __main__; print(sys.argv, __main__.sys is sys); ' + FUNCTION_SET
    out = run('--chainer=1', '-c', code, 'arg').stdout.splitlines()
    assert out == ["['-c', 'arg'] True", 'FunctionSet']
    out = run('--chainer=1', '-', 'arg', input=code).stdout.splitlines()
    assert out == ["['-', 'arg'] True", 'FunctionSet']


def test_module(tmp_path):
    (tmp_path / 'old.py').write_text('import sys\nprint(sys.argv[1:])\n' + FUNCTION_SET)
    process = subprocess.run(
        [sys.executable, '-c', 'import sys; sys.path.insert(0, {!r}); sys.argv[0] = ""\n'
         'from chainer_compat import __main__ as m\n'
         'm.main(["--chainer=1.24", "-m", "old", "arg"])'.format(PROJECT)],
        cwd=str(tmp_path), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.splitlines() == ["['arg']", 'FunctionSet']


CHILDREN = """
import multiprocessing, subprocess, sys

def ask(_):
    import chainer
    return chainer.FunctionSet.__name__

if __name__ == '__main__':
    print(subprocess.check_output([sys.executable, '-c', {!r}]).decode().strip())
    pool = multiprocessing.get_context(sys.argv[1]).Pool(1)
    print(pool.map(ask, [0])[0])
    pool.terminate()
""".format(FUNCTION_SET)


@pytest.mark.parametrize('start', ['fork', 'spawn'])
def test_the_mode_holds_in_processes_of_the_script(start, tmp_path):
    script = tmp_path / 'old.py'
    script.write_text(CHILDREN)
    out = python('-m', 'chainer_compat', '--chainer=1.24', str(script), start)
    assert out.split() == ['FunctionSet', 'FunctionSet']


def test_nothing_changes_outside_the_mode():
    code = 'import chainer; print(hasattr(chainer, "FunctionSet"), "F" in vars(chainer))'
    assert python('-m', 'chainer_compat', '-c', code).split() == ['False', 'False']


HINT = 'this is Chainer 1 code: run it with python -m chainer_compat --chainer=1.24'


@pytest.mark.parametrize(
    'line',
    [
        'chainer.Variable(x, volatile=True)',
        'F.dropout(x, train=False)',
        'F.dropout(x, 0.5, False)',
        'F.relu(x, False)',
        'F.max_pooling_2d(x, 2, use_cudnn=False)',
        'L.Linear(3, 2, wscale=2)',
        'L.Linear(3, 2, bias=2)',
        'L.Convolution2D(3, 2, 3, wscale=2)',
        'L.BatchNormalization(3)(x, test=True)',
        'L.BatchNormalization(3)(x, True)',
        'chainer.FunctionSet(a=L.Linear(3, 2))',
        'from chainer import FunctionSet',
        'F.Linear(3, 2)',
        'F.ReLU()',
        'chainer.optimizers.SGD().zero_grads()',
        'chainer.optimizers.SGD().setup(((), ()))',
        'L.Linear(3, 2)._params.append("c")',
        'chainer.cuda.init(0)',
    ],
)
def test_a_hint_for_what_the_mode_would_cure(line):
    """Modules that old pickles name (chainer.flag) are there for them, and no error to cure."""
    before = 'import chainer, chainer.functions as F, chainer.links as L, numpy as np\n'
    before += 'x = np.zeros((4, 3), "f")\n'
    process = run('-c', before + line)
    assert process.returncode == 1
    assert process.stderr.splitlines()[-1].endswith(HINT), process.stderr


@pytest.mark.parametrize(
    'line',
    ['1 / 0', 'x.nothing', 'chainer.nothing', 'L.Linear(3, 2)(x.T)', 'F.relu()', 'open("no")',
     'F.relu(x, y=1)', 'raise SystemExit(3)'],
)  # fmt: skip
def test_no_hint_for_other_mistakes(line):
    before = 'import chainer, chainer.functions as F, chainer.links as L, numpy as np\n'
    before += 'x = np.zeros((4, 3), "f")\n'
    process = run('-c', before + line)
    assert process.returncode != 0 and HINT not in process.stderr, process.stderr
