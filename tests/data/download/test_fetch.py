"""Downloading from a server that breaks off, sends the wrong thing, or is not there."""

import hashlib
import os

import pytest

from cli.errors import UserError
from data.download.fetch import fetch
from tests.data.server import Server

CONTENT = bytes(bytearray(range(256))) * 4096  # 1 MiB
RIGHT = ('sha1', hashlib.sha1(CONTENT).hexdigest())


@pytest.fixture
def server():
    server = Server()
    server.files['/file'] = CONTENT
    yield server
    server.close()


@pytest.fixture
def target(tmp_path):
    return tmp_path / 'file'


def get(server, target, checksum=RIGHT, name='/file'):
    fetch(server.url + name, str(target), checksum)


def refused(server, target, *args):
    """The error of a download that must fail: one that names address and path."""
    with pytest.raises(UserError) as e:
        get(server, target, *args)
    assert server.url in str(e.value) and str(target) in str(e.value)
    assert not target.exists()
    return str(e.value)


def part(target):
    return target.parent / 'file.part'


@pytest.mark.parametrize('length', [True, False])
def test_downloaded_once(server, target, capsys, length):
    server.length = length
    get(server, target)
    assert target.read_bytes() == CONTENT
    assert os.listdir(str(target.parent)) == ['file']
    get(server, target)
    assert len(server.requests) == 1
    err = capsys.readouterr().err
    assert ('1.0 of 1.0 MB' in err) == length and '1.0' in err


def test_goes_on_where_it_broke_off(server, target):
    server.break_after = 300000
    assert '300000 of 1048576 bytes' in refused(server, target)
    assert '600000 of 1048576 bytes' in refused(server, target)
    assert part(target).read_bytes() == CONTENT[:600000]
    server.break_after = None
    get(server, target)
    assert target.read_bytes() == CONTENT
    assert [asked for _, asked in server.requests] == [None, 'bytes=300000-', 'bytes=600000-']
    assert not part(target).exists()


@pytest.mark.parametrize('lacks', ['ranges', 'length'])
def test_broken_off_from_a_server_that_can_less(server, target, lacks):
    """One that sends it all again, one whose chunks just end."""
    server.break_after = 300000
    setattr(server, lacks, False)
    refused(server, target)
    server.break_after = None
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_a_part_that_was_whole_already(server, target):
    part(target).write_bytes(CONTENT)
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_another_content_is_not_kept(server, target):
    server.files['/file'] = CONTENT[:-1] + b'!'
    line = refused(server, target)
    assert RIGHT[1] in line and hashlib.sha1(server.files['/file']).hexdigest() in line
    # Nor is it gone on from.
    assert os.listdir(str(target.parent)) == []
    server.files['/file'] = CONTENT
    get(server, target)


def test_a_part_of_something_else_is_found_out(server, target):
    part(target).write_bytes(b'x' * 1000)
    refused(server, target)
    get(server, target)
    assert target.read_bytes() == CONTENT


def test_what_stands_there_is_not_overwritten(server, target):
    target.write_bytes(b'mine')
    with pytest.raises(UserError, match='in the way') as e:
        get(server, target)
    assert server.url in str(e.value) and str(target) in str(e.value)
    assert target.read_bytes() == b'mine' and not server.requests


def test_404(server, target):
    assert '404' in refused(server, target, RIGHT, '/other')


def test_nobody_there(server, target):
    server.close()
    assert 'refused' in refused(server, target)


def test_no_address(target):
    with pytest.raises(UserError, match='nonsense'):
        fetch('nonsense', str(target))


def test_a_part_that_cannot_be_written(server, target):
    part(target).mkdir()
    assert 'cannot be written' in refused(server, target)
