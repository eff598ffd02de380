import shutil
import subprocess

import pytest

from data.download.git_tree import tree_id


def test_known_ids(tmp_path):
    (tmp_path / 'hello.txt').write_bytes(b'hello\n')
    # git hash-object gives ce013625030ba8dba906f756967f9e9ca394464a for the file.
    assert tree_id(str(tmp_path)) == 'aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7'


@pytest.mark.skipif(shutil.which('git') is None, reason='git is not installed')
def test_as_git_says(tmp_path):
    # "ab" as a folder sorts behind "ab.txt", as a file before it.
    for name, content in (('ab/x', b'1'), ('ab.txt', b''), ('b', b'2\r\n'), ('ab/y/z', b'\0')):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    expected = tree_id(str(tmp_path))

    def git(*args):
        options = ['-c', 'core.autocrlf=false', '-C', str(tmp_path)]
        return subprocess.check_output(['git'] + options + list(args)).decode().strip()

    git('init', '-q')
    git('add', '.')
    assert git('write-tree') == expected
