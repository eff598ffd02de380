"""The command as a person types it, as a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from look import __main__ as command

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


@pytest.fixture
def started():
    """Start the command; gives the process and the line it prints."""
    processes = []

    def start(*options):
        process = subprocess.Popen(
            [sys.executable, '-m', 'look'] + [str(o) for o in options], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        processes.append(process)
        return process, process.stdout.readline()

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_it_answers_and_ctrl_c_ends_it_in_one_line(started, trained):
    port = free_port()
    process, line = started(trained, '--port', port)
    assert line == 'look at http://localhost:{}/ (Ctrl-C ends it)\n'.format(port)
    with urllib.request.urlopen('http://localhost:{}/api/runs'.format(port)) as answer:
        assert b'runs/fcn32s' in answer.read()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, '', 'stopped')


def test_a_browser_that_hangs_up_does_not_end_it(started, trained):
    port = free_port()
    process, _ = started(trained, '--port', port)
    for sent in (b'', b'GET / HTTP/1.1\r\nHo', b'GET /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n',
                 b'POST /api/inside/drop HTTP/1.1\r\nHost: localhost\r\nX-Look: 1\r\n'
                 b'Content-Length: 1000000\r\n\r\nabc', b'\x16\x03\x01\x00\xff\n\n'):  # fmt: skip
        with socket.create_connection(('127.0.0.1', port)) as s:
            s.sendall(sent)
    with urllib.request.urlopen('http://localhost:{}/'.format(port)) as answer:
        assert answer.status == 200
    assert process.poll() is None


def test_no_more_is_taken_of_a_body_than_an_upload_may_have(started, trained):
    """And that before anybody was asked for a token."""
    port = free_port()
    started(trained, '--host', '0.0.0.0', '--port', port)
    with socket.create_connection(('127.0.0.1', port), timeout=20) as s:
        s.sendall(
            b'POST /api/inside/drop HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Look: 1\r\n'
            b'Content-Length: 300000000\r\n\r\n'
        )
        s.sendall(b'0' * 1000)
        assert s.recv(100).startswith(b'HTTP/1.1 413 ')


def test_the_port_is_taken(started, trained):
    port = free_port()
    with socket.socket() as s:
        s.bind(('127.0.0.1', port))
        s.listen()
        process, line = started(trained, '--port', port)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, line) == (1, '')
    assert err.count('\n') == 1 and 'port {} is taken'.format(port) in err and '--port' in err


def test_for_others_a_token_is_printed_once(started, trained):
    port = free_port()
    _, line = started(trained, '--host', '0.0.0.0', '--port', port)
    token = re.search(r'\?token=(\S+)', line).group(1)
    address = 'http://127.0.0.1:{}/'.format(port)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address)
    assert refused.value.code == 401 and token not in refused.value.read().decode()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    assert opener.open(address + '?token=' + token).status == 200


def test_what_is_no_folder(refused, tmp_path):
    assert 'no such folder' in refused(command.main, tmp_path / 'nowhere')
    (tmp_path / 'a.txt').write_text('x')
    assert 'a.txt' in refused(command.main, tmp_path / 'a.txt')


def test_an_address_of_another_machine(refused, trained):
    told = refused(command.main, trained, '--host', '192.0.2.1', '--port', free_port())
    assert '--host 192.0.2.1' in told


def test_a_host_of_no_address(script):
    status, out, err = script(command.main, '--host', 'nowhere.invalid', '--port', free_port())
    assert (status, out) == (1, '')
    assert err == 'error: --host nowhere.invalid: not known: give an address of this machine\n'
