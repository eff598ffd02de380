"""Archives that are what they should be, and others."""

import io
import os
import tarfile
import zipfile

import pytest

from cli.errors import UserError
from data.download.unpack import unpack

FILES = {'top/in/a.txt': b'a', 'top/in/deep/b.txt': b'b' * 100000, 'top/else.txt': b'no'}


def make(path, files, special=None):
    """An archive by the suffix of its name; ``special``: one more member of a tar."""
    if path.suffix == '.zip':
        with zipfile.ZipFile(str(path), 'w') as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return
    with tarfile.open(str(path), 'w') as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if special:
            archive.addfile(special)


def tree(folder):
    return {
        os.path.relpath(os.path.join(top, name), str(folder)): open(
            os.path.join(top, name), 'rb'
        ).read()
        for top, _, names in os.walk(str(folder))
        for name in names
    }


def refused(archive, match):
    out = archive.parent / 'out'
    out.mkdir()
    before = tree(archive.parent)
    with pytest.raises(UserError, match=match) as e:
        unpack(str(archive), 'top/in', str(out / 'made'))
    assert archive.name in str(e.value)
    # Neither the folder nor anything beside it, nor above.
    assert tree(archive.parent) == before and os.listdir(str(out)) == []


@pytest.fixture(params=['.tar', '.zip'])
def archive(request, tmp_path):
    return tmp_path / ('archive' + request.param)


def test_the_folder_and_nothing_else(archive, tmp_path):
    make(archive, FILES)
    unpack(str(archive), 'top/in', str(tmp_path / 'made'))
    assert tree(tmp_path / 'made') == {'a.txt': b'a', os.path.join('deep', 'b.txt'): b'b' * 100000}
    assert sorted(os.listdir(str(tmp_path))) == [archive.name, 'made']


@pytest.mark.parametrize(
    'name', ['../x', 'top/in/../../../x', '/tmp/x', 'top/in/..', 'C:/x', 'top\\..\\..\\x']
)
def test_members_that_lead_out(archive, name):
    make(archive, dict(FILES, **{name: b'evil'}))
    refused(archive, 'lead out')


@pytest.mark.parametrize('kind', [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_members_that_are_no_files(tmp_path, kind):
    special = tarfile.TarInfo('top/in/link')
    special.type, special.linkname = kind, '/etc/passwd'
    make(tmp_path / 'archive.tar', FILES, special)
    refused(tmp_path / 'archive.tar', 'lead out')


def test_link_in_a_zip(tmp_path):
    make(tmp_path / 'archive.zip', FILES)
    link = zipfile.ZipInfo('top/in/link')
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(str(tmp_path / 'archive.zip'), 'a') as archive:
        archive.writestr(link, '/etc/passwd')
    refused(tmp_path / 'archive.zip', 'lead out')


def test_damaged(archive):
    make(archive, FILES)
    content = bytearray(archive.read_bytes())
    if archive.suffix == '.zip':
        place = content.index(b'bbbb')
        content[place] ^= 1
    else:
        content = content[:60000]
    archive.write_bytes(bytes(content))
    refused(archive, 'damaged')


def test_no_archive(tmp_path):
    (tmp_path / 'archive').write_bytes(b'<html>Not found</html>')
    refused(tmp_path / 'archive', 'damaged')


def test_no_such_folder(archive):
    make(archive, {'top/else.txt': b''})
    refused(archive, 'holds no folder top/in')


def test_refused_by_its_check(archive):
    make(archive, FILES)

    def check(folder):
        assert tree(folder)['a.txt'] == b'a'
        raise UserError('archive: not this one')

    with pytest.raises(UserError, match='not this one'):
        unpack(str(archive), 'top/in', str(archive.parent / 'made'), check)
    assert os.listdir(str(archive.parent)) == [archive.name]
