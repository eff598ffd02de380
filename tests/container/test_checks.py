"""What the image check runs: the servers' commands, and whether one answers."""

import os
import re
import subprocess
import sys

import pytest

from container import answers, checks
from container.steps import Check

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


def test_a_fact_is_noted_beside_the_last_step(tmp_path, monkeypatch):
    monkeypatch.setattr('container.steps.WORK', str(tmp_path))
    check = Check('image', False)
    check.run('a step', ['echo', 'done'])
    check.note(size='1.5 GB')
    assert check.steps[0]['last line'] == 'done' and check.steps[0]['size'] == '1.5 GB'
    assert '1.5 GB' in (tmp_path / 'image' / 'steps.json').read_text()
