"""How a command ends that nobody reads, that has no memory, or that is stopped at once."""

import io
import os
import signal
import subprocess
import sys

import pytest

from cli import errors, terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LINES = 'from cli import errors; errors.run(lambda: [print(i) for i in range(100000)])'


def shell(line, **env):
    process = subprocess.Popen(
        ['bash', '-c', line], cwd=ROOT, env=dict(os.environ, P=sys.executable, **env),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    return process.communicate() + (process.returncode,)


@pytest.mark.parametrize('unbuffered', ['', '1'])
def test_where_nobody_reads_on_it_ends_quietly(unbuffered):
    line = '"$P" -c "{}" | head -1; exit ${{PIPESTATUS[0]}}'.format(LINES)
    assert shell(line, PYTHONUNBUFFERED=unbuffered) == (b'0\n', b'', 141)


def test_a_closed_output_is_none_to_complain_of():
    assert shell('"$P" -c "{}" >&-'.format(LINES)) == (b'', b'', 0)


def test_another_broken_pipe_is_a_fault():
    def main():
        raise BrokenPipeError(32, 'Broken pipe')

    with pytest.raises(BrokenPipeError):
        errors.run(main)


@pytest.mark.parametrize(
    'module, told, is_memory',
    [
        ('cupy_backends.cuda.libs.cudnn', 'CUDNN_STATUS_ALLOC_FAILED', True),
        ('cupy_backends.cuda.libs.cublas', 'CUBLAS_STATUS_ALLOC_FAILED', True),
        ('cupy_backends.cuda.api.runtime', 'cudaErrorMemoryAllocation: out of memory', True),
        ('cupy_backends.cuda.api.runtime', 'cudaErrorIllegalAddress: an illegal memory', False),
        ('ours', 'cudaErrorMemoryAllocation: out of memory', False),
    ],
)
def test_a_full_gpu_is_one_line(script, module, told, is_memory):
    kind = type('Error', (RuntimeError,), {'__module__': module})

    def full():
        raise kind(told)

    if is_memory:
        assert script(full)[2].startswith('error: too little memory ({}): take'.format(told))
    else:
        with pytest.raises(kind):
            script(full)


def test_too_little_memory_is_one_line(script):
    def main():
        raise MemoryError('Unable to allocate 64 GiB')

    status, _, err = script(main)
    assert status == 1 and err.count('\n') == 1
    assert err.startswith('error: too little memory (Unable to allocate 64 GiB): take')


def test_stopped_while_it_imports_it_says_so_and_no_more():
    process = subprocess.Popen(
        [sys.executable, '-X', 'importtime', '-m', 'predict.evaluate'], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # What a shell starts in the background ignores Ctrl-C, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    # The first of its libraries: the handler is there.
    for line in process.stderr:
        if b'numpy' in line:
            break
    process.send_signal(signal.SIGINT)
    err = process.communicate()[1]
    assert process.returncode == 130 and b'Traceback' not in err and b'\nstopped\n' in err


@pytest.mark.parametrize('term, takes', [('dumb', False), ('xterm', True)])
def test_a_dumb_terminal_takes_no_codes(monkeypatch, term, takes):
    stream = io.StringIO()
    stream.isatty = lambda: True
    monkeypatch.setenv('TERM', term)
    assert terminal.takes_codes(stream) is takes
