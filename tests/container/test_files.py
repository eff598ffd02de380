"""Dockerfile, compose.yaml and the scripts of container/ keep to what README promises of them."""

import os
import re
import subprocess
import sys

import pytest

HADOLINT = os.path.join(os.path.dirname(sys.executable), 'hadolint')
ROOT = os.path.join(os.path.dirname(__file__), '..', '..')


def read(name):
    with open(os.path.join(ROOT, name), encoding='utf-8') as f:
        return f.read()


def stages():
    """[(what FROM names, the stage's name)] of the Dockerfile."""
    return re.findall(r'^FROM (\S+) AS (\S+)$', read('Dockerfile'), re.M)


def test_every_stage_begins_from_an_argument_or_a_stage_before():
    before = ['${' + name + '}' for name in re.findall(r'^ARG (\w+)=', read('Dockerfile'), re.M)]
    assert len(stages()) == len(re.findall('^FROM ', read('Dockerfile'), re.M))
    for base, name in stages():
        assert base in before
        before.append(name)


def test_the_last_stage_is_the_one_that_docker_build_makes():
    assert stages()[-1][1] == 'default'
    assert {'default', 'dev', 'g2'} <= {name for _, name in stages()}


def test_nobody_is_root():
    users = re.findall(r'^(?:USER (\S+)|FROM (\S+) AS (\S+))$', read('Dockerfile'), re.M)
    user = {}
    for number, base, name in users:
        if name:
            stage, user[name] = name, user.get(base, '0')
        else:
            user[stage] = number
    assert {user[name] for name in ('default', 'dev', 'g2', 'g2-cpu')} == {'1000'}


def test_ports_are_published_on_loopback_only():
    published = re.findall(r'^\s+- "?([\d.:]+)"?$', read('compose.yaml'), re.M)
    assert sorted(published) == ['127.0.0.1:6006:6006', '127.0.0.1:8888:8888']


def test_what_is_copied_is_there():
    for line in re.findall('^COPY (?!--from)(.*)$', read('Dockerfile'), re.M):
        for source in re.sub(r'--\S+ ', '', line).split()[:-1]:
            for lock in ('cpu', 'gpu'):
                assert os.path.exists(os.path.join(ROOT, source.replace('${LOCK}', lock))), source


def left_out(name):
    """Whether .dockerignore keeps a file from the image; its last line that speaks of it counts."""
    out = False
    for line in read('.dockerignore').splitlines():
        pattern = re.escape(line.lstrip('!')).replace(r'\*\*/', '(.*/)?').replace(r'\*', '[^/]*')
        if line and re.fullmatch(pattern + '(/.*)?', name):
            out = not line.startswith('!')
    return out


def test_the_image_has_what_tests_and_notebooks_read():
    assert left_out('runs/x/model.npz') and left_out('models/vgg.npz') and left_out('.venv-gpu/x')
    for room in ('tests', 'results'):
        for folder, _, names in os.walk(os.path.join(ROOT, room)):
            paths = [os.path.relpath(os.path.join(folder, name), ROOT) for name in names]
            for path in paths:
                assert '__pycache__' in path or not left_out(path), path


def scripts():
    """Names of container/'s shell scripts: the files with no ending."""
    folder = os.path.join(ROOT, 'container')
    files = [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))]
    return sorted(name for name in files if '.' not in name)


@pytest.mark.parametrize('name', scripts())
def test_a_script_is_shell_and_leaves_homes_alone(name):
    path = os.path.join(ROOT, 'container', name)
    assert os.access(path, os.X_OK)
    assert read('container/' + name).startswith('#!/bin/sh\n')
    told = subprocess.run(['sh', '-n', path], stderr=subprocess.PIPE, check=False)
    assert (told.stderr.decode(), told.returncode) == ('', 0)
    assert not re.search(r'/root\b|/home\b|\$\{?HOME\b|~/', read('container/' + name))


@pytest.mark.skipif(not os.path.exists(HADOLINT), reason='no hadolint (requirements/extras.txt)')
def test_hadolint_has_nothing_to_say():
    told = subprocess.run(
        [HADOLINT, 'Dockerfile'], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    assert (told.stdout.decode(), told.returncode) == ('', 0)
