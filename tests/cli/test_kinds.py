"""The options of all scripts: bad values end in one line, whatever the option."""

import argparse
import importlib
import os
import subprocess
import sys

import pytest

from cli import kinds, parser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

COMMANDS = sorted(
    '{}.{}'.format(room, name[:-3])
    for room in ('train', 'predict', 'data', 'report')
    for name in os.listdir(os.path.join(ROOT, room))
    if name.endswith('.py')
    and "if __name__ == '__main__'" in open(os.path.join(ROOT, room, name), encoding='utf-8').read()
)


class Parsed(Exception):
    """A command that has got as far as to know its options."""


def parsed(monkeypatch, command, values):
    """The options as ``command`` reads them: a namespace; it does nothing with them."""
    parse = parser.Parser.parse_args

    def stop(self, *given, **more):
        raise Parsed(self, parse(self, *given, **more))

    monkeypatch.setattr(sys, 'argv', [command] + list(values))
    monkeypatch.setattr(parser.Parser, 'parse_args', stop)
    with pytest.raises(Parsed) as found:
        importlib.import_module(command).main()
    return found.value.args


def options_of(monkeypatch, command):
    """The options of ``command``, and what else it must be given."""
    seen = []

    def look(self, *given, **more):
        seen.append(self)
        raise Parsed

    with monkeypatch.context() as patch:
        patch.setattr(sys, 'argv', [command])
        patch.setattr(parser.Parser, 'parse_args', look)
        with pytest.raises(Parsed):
            importlib.import_module(command).main()
    return seen[0]._actions


def needed(actions):
    words = []
    for action in actions:
        if action.required:
            words += action.option_strings[-1:] + [(action.choices or ['x'])[0]]
    return words


def said(script, main, *words):
    """The one line in which ``main`` refuses ``words``."""
    status, out, err = script(main, *words)
    assert status != 0 and out == '' and 'Traceback' not in err
    assert err.startswith('error: ') and err.count('\n') == 1 and err.endswith('\n'), err
    return err


def numbers():
    """(command, option) for every option of any script that holds a number."""
    with pytest.MonkeyPatch.context() as patch:
        for command in COMMANDS:
            for action in options_of(patch, command):
                # A device and the name of a file have a type of their own.
                if action.type is not None and action.dest not in ('device', 'vectors'):
                    yield command, action.option_strings[0], needed(options_of(patch, command))


NUMBERS = list(numbers())


def test_every_option_that_takes_a_number_is_of_a_kind_with_a_range():
    assert len(COMMANDS) > 20 and len(NUMBERS) > 40
    with pytest.MonkeyPatch.context() as patch:
        for command in COMMANDS:
            for action in options_of(patch, command):
                assert action.type not in (int, float), (command, action.option_strings)


@pytest.mark.parametrize('command', COMMANDS)
def test_what_no_number_can_be_is_refused_by_every_option_that_holds_one(script, command):
    main = importlib.import_module(command).main
    for name, option, more in NUMBERS:
        for value in ('nan', 'inf', '-7', '1e999', 'ten', '', '9' * 40) if name == command else ():
            if (option, value) != ('--forget-bias', '-7'):
                line = said(script, main, *(more + [option + '=' + value]))
                assert option in line and ('must be' in line or 'empty' in line)


def test_any_bad_value_of_any_option_drawn_at_random(script, tmp_path, monkeypatch):
    hypothesis = pytest.importorskip('hypothesis')
    st = hypothesis.strategies
    monkeypatch.chdir(tmp_path)
    words = st.text('aefinxNE+-., %\n\u65e5\u00e9{}', max_size=8)
    bad = st.one_of(
        st.integers(max_value=-1).map(str), st.integers(min_value=2**32).map(str),
        st.floats(max_value=-1e-300, exclude_max=True).map(repr),
        st.sampled_from(['nan', 'inf', '-inf', '0x10', '1e400', '1,5', '--', '１.5.2']),
        words.filter(lambda text: not any(c.isdigit() for c in text) and text.strip() not in (
            'nan', 'inf', 'infinity', '+inf', '+nan', '+infinity')),
    )  # fmt: skip

    @hypothesis.given(st.sampled_from(NUMBERS), bad)
    @hypothesis.settings(
        max_examples=150, deadline=None, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    def refused(which, value):
        command, option, more = which
        hypothesis.assume(option not in ('--forget-bias', '--lr'))
        said(script, importlib.import_module(command).main, *(more + [option + '=' + value]))

    refused()
    assert list(tmp_path.iterdir()) == []


BAD = [
    'train.fcn32s --seed -1', 'train.fcn32s --seed 4294967296', 'train.fcn16s --loaders -1',
    'train.fcn8s --width 100000', 'train.fcn8s_atonce --scale 1e-9', 'train.fcn_squeeze --poly nan',
    'train.fcn_squeeze --zoom nan', 'train.segnet --balance inf', 'train.segnet --device -2',
    'train.lstm_sine --hidden-units 1000000', 'train.skip_gram --subsample -1',
    'train.vggnet --lr -1', 'predict.evaluate x --scale 0', 'predict.nearest_words x y -n 0',
    'predict.figure x --gpu cuda', 'data.shapes x --side 3', 'data.camvid x y --scale 2',
    'report.compare --runs', 'train.fcn32s --data=', 'train.fcn32s --out=\udc93\udcfa\udc96{',
]  # fmt: skip


@pytest.mark.parametrize('start', range(0, len(BAD), 5))
def test_as_processes_they_leave_one_line_and_no_file(tmp_path, start):
    processes = []
    for line in BAD[start : start + 5]:
        processes.append(
            subprocess.Popen(
                [sys.executable, '-W', 'ignore', '-m'] + [os.fsencode(w) for w in line.split()],
                cwd=str(tmp_path),
                env=dict(os.environ, PYTHONPATH=ROOT),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )  # fmt: skip
        )
    for process in processes:
        out, err = process.communicate()
        assert process.returncode in (1, 2) and out == b''
        assert err.startswith(b'error: ') and err.count(b'\n') == 1, err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize('written, meant', [
    ('cpu', '-1'), ('CPU', '-1'), ('-1', '-1'), ('@numpy', '@numpy'), ('gpu', '0'), ('cuda', '0'),
    ('0', '0'), ('cuda:1', '1'), ('gpu:2', '2'), ('@cupy:1', '@cupy:1'),
])  # fmt: skip
@pytest.mark.parametrize('option', ['--device', '-d', '--gpu', '-g'])
def test_devices_as_people_write_them(monkeypatch, option, written, meant):
    _, args = parsed(monkeypatch, 'train.fcn32s', [option, written])
    assert args.device == meant


@pytest.mark.parametrize('name', ['-2', '', 'xpu', 'cuda:', 'cuda:-1', 'native:0', '@cupy', '0:0'])
def test_devices_that_are_none(name):
    with pytest.raises(argparse.ArgumentTypeError, match='the first GPU'):
        kinds.device(name)


def test_the_ends_of_a_range():
    assert kinds.whole(3, 5, or_0=True)('0') == 0 and kinds.whole(3, 5)('3') == 3
    assert kinds.scale('1') == 1 and kinds.seed('0') == 0 and kinds.power('0') == 0
    with pytest.raises(argparse.ArgumentTypeError, match='above 0 and at most 1e.30, not .0.'):
        kinds.rate('0')
