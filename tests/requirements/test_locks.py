"""The locks hold what requirements/*.txt ask for; ``make lock`` mends what fails here."""

import glob
import os
import re

import pytest
from packaging.requirements import Requirement

ROOT = os.path.join(os.path.dirname(__file__), '..', '..')
NAMES = ['build', 'cpu', 'dev', 'g2', 'g2-build', 'gpu', 'gpu-cupy14']


def requirements(path):
    """The requirements of a file and of those it names, without options."""
    with open(path) as f:
        lines = re.sub(r'\\\n', '', f.read()).splitlines()
    for line in lines:
        line = re.sub(r'(^|\s)#.*', '', line).strip()
        if line.startswith('-r '):
            yield from requirements(os.path.join(os.path.dirname(path), line[3:]))
        elif line:
            yield Requirement(line.partition(' --hash')[0])


def pins(path, python):
    """dict: Name to versions, of what the file has pip install for one Python on Linux."""
    environment = {
        'python_version': python,
        'python_full_version': python + '.0',
        'sys_platform': 'linux',
        'platform_machine': 'x86_64',
        'platform_python_implementation': 'CPython',
        'implementation_name': 'cpython',
    }
    found = {}
    for requirement in requirements(path):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = re.sub('[-_.]+', '-', requirement.name).lower()
            found.setdefault(name, set()).add(str(requirement.specifier))
    return found


def lock(name, suffix='.txt'):
    return os.path.join(ROOT, 'requirements', 'locks', name + suffix)


def test_all_are_tested():
    for suffix in ('.in', '.txt'):
        found = {os.path.basename(path) for path in glob.glob(lock('*', suffix))}
        assert found == {name + suffix for name in NAMES}


@pytest.mark.parametrize('name', NAMES)
def test_it_fits_the_requirements(name):
    for python in ['3.7'] if name.startswith('g2') else ['3.11', '3.12', '3.13']:
        asked, locked = pins(lock(name, '.in'), python), pins(lock(name), python)
        assert asked
        assert {key: locked.get(key) for key in asked} == asked
        assert all(re.match(r'==[^,*]+$', *version) for version in locked.values())


@pytest.mark.parametrize('name', NAMES)
def test_every_package_has_hashes_and_no_address_is_told(name):
    with open(lock(name)) as f:
        text = f.read()
    for entry in re.sub(r'\\\n', '', text).splitlines():
        if entry and not entry.lstrip().startswith('#'):
            assert re.search('--hash=sha256:[0-9a-f]{64}', entry), entry
    assert '://' not in text and '--index' not in text and '--find-links' not in text
    # Nor a folder of the machine that wrote it.
    assert ' /' not in text
