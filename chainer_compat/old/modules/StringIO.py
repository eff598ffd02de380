"""``StringIO`` and ``cStringIO`` of Python 2: a file in memory, of text or of bytes."""

import io


class StringIO(io.BytesIO):
    """Gives bytes if bytes were put into it, else text."""

    def __init__(self, value=''):
        self._text = isinstance(value, str)
        super(StringIO, self).__init__(value.encode('utf-8') if self._text else value)

    def _given(self, data):
        return data.decode('utf-8', 'surrogateescape') if self._text else data

    def write(self, data):
        if isinstance(data, str):
            data = data.encode('utf-8', 'surrogateescape')
        elif len(data):
            self._text = False
        return super(StringIO, self).write(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        return self._given(super(StringIO, self).getvalue())

    def read(self, *args):
        return self._given(super(StringIO, self).read(*args))

    def readline(self, *args):
        return self._given(super(StringIO, self).readline(*args))

    def readlines(self, *args):
        return [self._given(line) for line in super(StringIO, self).readlines(*args)]

    def __next__(self):
        return self._given(super(StringIO, self).__next__())

    next = __next__


InputType = OutputType = StringIO
