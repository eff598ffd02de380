"""Files of a run while it is written."""

import os

from look import plain


def test_a_file_that_is_gone_between_two_looks_is_no_end(tmp_path, monkeypatch):
    assert plain.newest(str(tmp_path)) == 0
    for number, name in enumerate('abc', 1):
        (tmp_path / name).write_text(name)
        os.utime(str(tmp_path / name), (number, number))
    assert plain.newest(str(tmp_path)) == 3 * 10**9
    actual = os.scandir

    class Late:
        """What scandir gives, after one of its files was renamed."""

        def __init__(self, folder):
            self._entries = actual(folder)

        def __enter__(self):
            found = list(self._entries)
            os.remove(str(tmp_path / 'c'))
            return iter(found)

        def __exit__(self, *exception):
            self._entries.close()

    monkeypatch.setattr(os, 'scandir', Late)
    assert plain.newest(str(tmp_path)) == 2 * 10**9


def test_names_as_a_page_can_hold_them():
    assert plain.as_shown('日本 a.png') == '日本 a.png'
    assert plain.as_shown(os.fsdecode(b'a\xff.png')) == 'a\ufffd.png'
