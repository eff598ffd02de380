import io

from cli import progress


class Stream(io.StringIO):
    def __init__(self, terminal):
        super(Stream, self).__init__()
        self.isatty = lambda: terminal


def go(monkeypatch, terminal, seconds):
    """Ten things that take so many seconds each."""
    clock = [100.0]
    stream = Stream(terminal)
    monkeypatch.setattr(progress.time, 'time', lambda: clock[0])
    monkeypatch.setattr(progress.sys, 'stderr', stream)
    seen = []
    for item in progress.shown(range(10), 'pictures'):
        seen.append(item)
        clock[0] += seconds
    assert seen == list(range(10))
    return stream.getvalue()


def test_a_line_a_minute_in_a_log_file(monkeypatch):
    lines = go(monkeypatch, False, 25).splitlines()
    assert lines[0] == '3 of 10 pictures, about 175 s to go'
    assert len(lines) == 3


def test_nothing_where_it_is_quick(monkeypatch):
    assert go(monkeypatch, False, 1) == ''


def test_one_line_of_a_terminal_erased_at_the_end(monkeypatch):
    text = go(monkeypatch, True, 1)
    assert '\n' not in text
    assert text.count('\r') == 11 and text.endswith('\r\033[K')
    assert '4 of 10 pictures, about 6 s to go' in text
