"""Files are written whole or not at all, a full disk included."""

import resource

import pytest

from cli import errors, files


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path):
    path = tmp_path / 'a.txt'
    path.write_text('old')
    with pytest.raises(ZeroDivisionError):
        with files.replacing(str(path)) as temporary:
            with open(temporary, 'w') as f:
                f.write('half')
            raise ZeroDivisionError
    assert path.read_text() == 'old'
    assert [p.name for p in tmp_path.iterdir()] == ['a.txt']


def test_text_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / 'new' / 'a.md'
    files.write_text(str(path), 'old: \u8a9e\n')
    with pytest.raises(UnicodeEncodeError):
        files.write_text(str(path), 'half' * 100000 + '\udc80')
    assert path.read_bytes() == b'old: \xe8\xaa\x9e\n'
    assert [p.name for p in path.parent.iterdir()] == ['a.md']


def test_a_copy_takes_the_place_of_what_was_there(tmp_path):
    source, path = tmp_path / 'a', tmp_path / 'new' / 'b'
    for content in (b'\x00one', b'another'):
        source.write_bytes(content)
        files.copy(str(source), str(path))
        assert path.read_bytes() == content
    source.unlink()
    with pytest.raises(FileNotFoundError):
        files.copy(str(source), str(path))
    assert path.read_bytes() == b'another'
    assert [p.name for p in path.parent.iterdir()] == ['b']


def test_the_new_file_has_the_usual_permissions(tmp_path):
    path, other = tmp_path / 'a.txt', tmp_path / 'b.txt'
    files.write_json(str(path), {})
    other.write_text('')
    assert path.stat().st_mode == other.stat().st_mode


def test_a_disk_that_is_full_is_one_line(tmp_path, capsys):
    path = tmp_path / 'a.json'
    path.write_text('old')
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill():
        # No file of this process may grow past 10 bytes: write() fails as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            files.write_json(str(path), {'long': 'x' * 100})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    with pytest.raises(SystemExit) as stop:
        errors.run(fill)
    assert stop.value.code == 1
    assert capsys.readouterr().err == 'error: File too large: {}\n'.format(path)
    assert path.read_text() == 'old'


def test_a_fault_of_ours_keeps_its_traceback():
    with pytest.raises(KeyError):
        errors.run(lambda: {}['x'])
