"""Python 2's files, for translated code: text and bytes are both taken, ``'U'`` is a mode."""

import builtins
import io

_open = builtins.open


class _Text(io.TextIOWrapper):
    """A file of text that takes bytes too."""

    def write(self, data):
        if isinstance(data, (bytes, bytearray)):
            data = bytes(data).decode('utf-8', 'surrogateescape')
        return super().write(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def next(self):
        """The next line."""
        return next(self)


class _Writer(io.BufferedWriter):
    """A file of bytes that takes text too."""

    def write(self, data):
        if isinstance(data, str):
            data = data.encode('utf-8', 'surrogateescape')
        return super().write(data)


def open(name, mode='r', buffering=-1, *args, **kwargs):
    """A file, by name; with an encoding, or by number, it is what Python 3 opens."""
    plain = mode.replace('U', '').replace('t', '') or 'r'
    if plain[0] not in 'rwa':
        plain = 'r' + plain
    if args or kwargs:
        return _open(name, plain, buffering, *args, **kwargs)
    if 'b' in plain:
        file = _open(name, plain, buffering)
        return _Writer(file.detach()) if type(file) is io.BufferedWriter else file
    binary = _open(name, plain[0] + 'b' + plain[1:], buffering if buffering > 1 else -1)
    # Lines end as they do in the file, unless all ends are one ('U').
    newline = None if 'U' in mode or 'r' not in plain else '\n'
    return _Text(
        binary, encoding='utf-8', errors='surrogateescape', newline=newline,
        line_buffering=buffering == 1,
    )  # fmt: skip
