"""The GPU check, as far as a CPU can stand for the GPU."""

import glob
import json
import os

import numpy
import pytest
from chainer.backends import cuda

from benchmarks.gpu_check import __main__ as check
from benchmarks.gpu_check import agreement, curves, precision, row, upstream
from cli.errors import UserError

ROOT = os.path.join(os.path.dirname(__file__), '..', '..')
CPU = '@numpy'


def test_a_row_keeps_to_its_limit_or_fails():
    rows = [row.Row('a', 0.5, 's', 1), row.Row('b', 2, 's', 1), row.Row('c', 9, 's')]
    assert [row.holds(one) for one in rows] == [True, False, True]
    assert not row.holds(row.Row('d', float('nan'), 's', 1))
    assert row.line(rows[0]).endswith('ok')
    assert row.line(rows[1]).endswith('FAILED')


@pytest.mark.parametrize('name', sorted(agreement.cases()))
def test_a_network_agrees_with_itself(name):
    results = agreement.results(agreement.cases()[name], CPU)
    # What is compared is there: a loss, and gradients that are not all zero.
    assert numpy.isfinite(results['loss'])
    assert len(results) > 1
    assert all(array.any() for key, array in results.items() if key != 'loss'), name
    again = agreement.results(agreement.cases()[name], CPU)
    assert all((again[key] == results[key]).all() for key in results)


def test_a_difference_is_found():
    one, other = numpy.array([1.0, -4.0]), numpy.array([1.0, -2.0])
    assert agreement.difference(one, other) == 1
    assert agreement.difference(one, one) == 0


def test_every_training_script_is_trained():
    scripts = set()
    for path in glob.glob(os.path.join(ROOT, 'train', '*.py')):
        with open(path, encoding='utf-8') as f:
            if 'errors.run(main)' in f.read():
                scripts.add(os.path.splitext(os.path.basename(path))[0])
    # Of weights that have to be downloaded: what it computes SqueezeNet and a linear layer do.
    scripts.remove('spp_linear')
    assert {script for script, _, _ in curves.SCRIPTS.values()} == scripts


def test_curves(monkeypatch):
    monkeypatch.chdir(ROOT)
    chosen = {'lstm_sine': curves.SCRIPTS['lstm_sine']}
    monkeypatch.setattr(curves, 'SCRIPTS', chosen)
    (one,) = curves.rows(CPU, CPU)
    assert one.what == 'lstm_sine: training' and one.figure == 0
    monkeypatch.setattr(curves, 'SCRIPTS', {'none': ('none', [], 1)})
    with pytest.raises(UserError, match='No module named train.none'):
        list(curves.rows(CPU, CPU))


def test_chainers_own_tests(monkeypatch, tmp_path):
    run = tmp_path / 'run.py'
    found = {'stack': {'passed': 7, 'failed': 2, 'not_collected': ['a']}}
    run.write_text(
        'import os, sys\n'
        'assert sys.argv[1:4] == ["SRC", "--gpu", "--out"]\n'
        'assert (sys.argv[5:] == ["--cudnn"]) != (os.environ.get("CHAINER_CUDNN") == "0")\n'
        'open(sys.argv[4], "w").write({!r})\n'.format(json.dumps(found))
    )
    monkeypatch.setattr(upstream, 'RUN', str(run))
    monkeypatch.setattr(upstream.cuda, 'cudnn_enabled', False)
    passed, failed, lost = upstream.rows('SRC')
    assert [passed.figure, failed.figure, lost.figure] == [7, 2, 1]
    assert [row.holds(one) for one in (passed, failed, lost)] == [True, False, False]
    assert 'without cuDNN' in passed.what
    monkeypatch.setattr(upstream.cuda, 'cudnn_enabled', True)
    assert ['with cuDNN' in one.what for one in upstream.rows('SRC')] == 3 * [True] + 3 * [False]
    with pytest.raises(UserError, match='did not run'):
        list(upstream.rows('ELSEWHERE'))


def test_agreement_in_a_process_of_its_own(monkeypatch):
    monkeypatch.chdir(ROOT)
    told = list(agreement.rows(CPU, CPU))
    assert [one.figure for one in told] == [0] * len(agreement.cases())
    assert all(row.holds(one) and one.limit == agreement.LIMIT for one in told)
    with pytest.raises(UserError, match='ended early'):
        list(agreement.rows('@nothing', CPU))


def test_tf32_is_for_all_libraries_or_for_none(monkeypatch):
    monkeypatch.setenv('NVIDIA_TF32_OVERRIDE', '0')
    monkeypatch.setenv('OTHER', '7')
    on, off = precision.environ(True), precision.environ(False)
    assert 'NVIDIA_TF32_OVERRIDE' not in on and on['CUPY_TF32'] == '1'
    assert off['NVIDIA_TF32_OVERRIDE'] == off['CUPY_TF32'] == '0'
    assert on['OTHER'] == off['OTHER'] == '7'


@pytest.fixture
def checked(monkeypatch, tmp_path):
    """Let the check have certain parts alone; gives the options to call it with, and its file."""

    def parts(**found):
        monkeypatch.setattr(check, 'PARTS', found)
        return ['--device', CPU, '--out', tmp_path / 'gpu.json']

    return parts, tmp_path / 'gpu.json'


def a_step(args):
    return [row.Row('a step', 0.1, 's')]


A_STEP = dict(what='a step', figure=0.1, unit='s', limit=None, facts=None, holds=True)


def test_what_is_kept(script, refused, checked):
    parts, out = checked
    status, printed, _ = script(check.main, *parts(steps=a_step))
    assert status == 0 and 'a step' in printed and 'no --torch' in printed
    kept = json.loads(out.read_text())
    assert kept['device'] == CPU and len(kept['machine']) > 5
    assert kept['parts'] == {'steps': [A_STEP]}
    # Another part leaves what is there; what is over its limit is kept all the same.
    over = parts(curves=lambda args: [row.Row('far off', 3, 'relative', 1)])
    assert 'over their limits: far off' in refused(check.main, *over)
    kept = json.loads(out.read_text())['parts']
    assert kept['steps'] == [A_STEP] and not kept['curves'][0]['holds']


def test_a_part_that_fails_leaves_the_others(refused, checked):
    def fails(args):
        yield row.Row('the first', 1, 's')
        raise UserError('out of memory')

    parts, out = checked
    assert 'curves did not end' in refused(check.main, *parts(curves=fails, steps=a_step))
    kept = json.loads(out.read_text())['parts']
    assert [one['what'] for name in sorted(kept) for one in kept[name]] == ['the first', 'a step']


def test_another_machine_begins_anew(script, checked):
    parts, out = checked
    out.write_text(json.dumps({'device': CPU, 'machine': ['another'], 'parts': {'curves': []}}))
    assert script(check.main, *parts(steps=a_step))[0] == 0
    assert list(json.loads(out.read_text())['parts']) == ['steps']


def test_no_such_python(refused, tmp_path):
    assert 'no such program' in refused(check.main, '-d', CPU, '--torch', tmp_path / 'python')


@pytest.mark.skipif(cuda.available, reason='CuPy can be used here')
def test_without_a_gpu(refused, tmp_path):
    out = tmp_path / 'gpu.json'
    assert '@cupy:0' in refused(check.main, '--out', out)
    assert not out.exists()
