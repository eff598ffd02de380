"""What the image check runs: the servers' commands, and whether one answers."""

import json
import os
import re
import subprocess
import sys

import pytest

from cli import marks
from cli.errors import UserError
from container import answers, checks, table
from container.check import RESULTS
from container.steps import BUILD, Check

ROOT = os.path.join(os.path.dirname(__file__), '..', '..')


def read(name):
    with open(os.path.join(ROOT, name), encoding='utf-8') as f:
        return f.read()


def quoted(command):
    return '[{}]'.format(', '.join('"{}"'.format(word) for word in command))


def test_the_servers_are_started_as_the_images_start_them():
    assert 'CMD ' + quoted(checks.JUPYTER) + '\n' in read('Dockerfile')
    assert 'command: ' + quoted(checks.TENSORBOARD) + '\n' in read('compose.yaml')


def test_every_image_has_checks():
    stages = re.findall(r'^FROM \S+ AS (\S+)$', read('Dockerfile'), re.M)
    assert {'default', 'dev', 'g2'} <= set(stages)
    assert set(checks.CHECKS) == {'default', 'dev', 'g2', 'aarch64'}


SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Handler.asked += 1
        self.send_response(503 if Handler.asked == 1 else 200)
        self.end_headers()
        self.wfile.write(b'it is there' if Handler.asked > 2 else b'not yet')
    def log_message(self, *args):
        pass
server = http.server.HTTPServer(('localhost', int(sys.argv[1])), Handler)
server.serve_forever()
"""


@pytest.fixture
def port():
    import socket

    with socket.socket() as s:
        s.bind(('localhost', 0))
        return s.getsockname()[1]


def ask(address, text, *command):
    return subprocess.run(
        [sys.executable, '-m', 'container.answers', address, text, '--'] + list(command),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


def test_a_server_is_asked_until_it_answers(port):
    address = 'http://localhost:{}/'.format(port)
    told = ask(address, 'is there', sys.executable, '-c', SERVER, str(port))
    assert (told.returncode, told.stdout) == (0, address + ' answered: it is there\n')


def test_a_server_that_ends_is_waited_for_no_longer(port):
    address = 'http://localhost:{}/'.format(port)
    told = ask(address, 'is there', sys.executable, '-c', 'pass')
    assert told.returncode == 1
    assert 'did not answer' in told.stdout
    assert answers.answer(address, 'x', 0, lambda: True) is None


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.setattr('container.steps.WORK', str(tmp_path))
    return Check('image', False)


def test_what_failed_is_kept_with_what_it_counted(check):
    told = 'echo "2 failed, 7 passed, 1 warning in 3.50s (0:00:03)"; echo make: Error 1; exit 2'
    with pytest.raises(UserError, match='the tests: exit code 2'):
        check.run('the tests', ['sh', '-c', told])
    (step,) = check.steps
    assert (step['exit code'], step['last line']) == (2, 'make: Error 1')
    assert step['tests'] == '2 failed, 7 passed, 1 warning in 3.50s'


def test_after_a_build_that_failed_nothing_goes_on(check):
    with pytest.raises(UserError):
        check.run(BUILD + ' runtime', ['false'])
    with pytest.raises(UserError, match='nothing was built'):
        Check('image', True)


@pytest.mark.parametrize('page', sorted(table.HEADS))
def test_the_pages_say_what_was_run(page):
    with open(os.path.join(ROOT, RESULTS), encoding='utf-8') as f:
        images = json.load(f)
    assert read(page) == marks.filled(
        read(page), table.START, table.lines(table.HEADS[page], images)
    )


def test_a_row_of_the_table():
    build = {'what': BUILD + ' runtime (BASE=x LOCK=cpu)', 'last line': '', 'size': '1 GB'}
    ran = {'what': 'the tests', 'last line': '7 passed, 2 warnings in 5.00s'}
    image = {'date': '2026-01-02', 'steps': [build, ran]}
    row = list(table.cells('default LOCK=cpu', image))
    assert row == ['`default`', 'cpu', '1 GB', '2026-01-02', '7 passed', 'yes']
    ran.update({'exit code': 2, 'tests': '1 failed, 6 passed in 5.00s', 'last line': 'make: Error'})
    assert list(table.cells('default', image))[4:] == ['1 failed, 6 passed', 'no: the tests']
    assert table.counts([build]) == '-'


def test_a_fact_is_noted_beside_the_last_step(check, tmp_path):
    check.run('a step', ['echo', 'done'])
    check.note(size='1.5 GB')
    assert check.steps[0]['last line'] == 'done' and check.steps[0]['size'] == '1.5 GB'
    assert '1.5 GB' in (tmp_path / 'image' / 'steps.json').read_text()
