"""Chainer's log of a run, read as it grows: only what is new, and of a list only the last entry."""

import json
import sys
import threading

from look import plain

# The end of a file that holds its last entry: one of ten figures has some 500 bytes.
_TAIL = 8192
# What must still stand before the place where reading goes on; else it is another run's log.
_SEEN = 256


class LogFile:
    """One file ``log``, which any number of threads may ask for.

    Args:
        path (str): The file, which need not be there yet.
    """

    def __init__(self, path):
        self._path = path
        self._columns, self._count = {}, 0
        self._end, self._before = 0, b''
        self._stamp = None
        # Of two threads that add the same new part, its entries would stand there twice for good.
        self._lock = threading.Lock()

    def stamp(self):
        """What changes when the file does; None where there is none."""
        return plain.stamp(self._path)

    def last(self):
        """The last entry, a dict, from the file's end alone; empty where there is none."""
        try:
            text = plain.tail(self._path, _TAIL)
            start = text.rindex(b'{')
            entry = json.loads(text[start : text.rindex(b'}') + 1])
        except (OSError, ValueError):
            return {}
        return _numbers(entry)

    def read(self):
        """All entries of now.

        Returns:
            tuple: How many there are, and a dict of lists of so many values by name, None where an
            entry lacks one. They are the caller's own, and grow no more.
        """
        with self._lock:
            self._go_on()
            return self._count, {name: list(column) for name, column in self._columns.items()}

    def _go_on(self):
        """Read what is new."""
        stamp = self.stamp()
        if stamp == self._stamp:
            return
        try:
            with plain.opened(self._path) as f:
                f.seek(max(0, self._end - _SEEN))
                if f.read(self._end - f.tell()) != self._before:
                    self._columns, self._count, self._end = {}, 0, 0
                f.seek(self._end)
                new = f.read()
        except OSError:
            new = b''
        self._add(new)
        self._stamp = stamp

    def _add(self, new):
        # LogReport writes the whole anew each time, but the same up to its last bracket.
        stop = new.rfind(b'}') + 1
        text = new[:stop].lstrip(b'[, \r\n\t')
        try:
            entries = json.loads(b'[' + text + b']')
        except ValueError:  # half written, or something else
            return
        for entry in entries:
            for name, value in _numbers(entry).items():
                column = self._columns.setdefault(name, [])
                column += [None] * (self._count - len(column)) + [value]
            self._count += 1
        for column in self._columns.values():
            column += [None] * (self._count - len(column))
        if entries:
            before = self._before + new[:stop]
            self._end, self._before = self._end + stop, before[-_SEEN:]


def _numbers(entry):
    """Those of an entry that can be drawn: NaN, infinity, text and what no float holds cannot."""
    if not isinstance(entry, dict):
        return {}
    return {
        name: value for name, value in entry.items()
        if type(value) in (int, float) and abs(value) <= sys.float_info.max
    }  # fmt: skip
