"""A log of many lines."""

import os

from chainer.training import extensions, get_trigger

from cli import files


class SeldomLog(extensions.LogReport):
    """Chainer's LogReport, which writes its file seldom: it writes all of it each time.

    For the sine post's 1500 lines that took a third of the whole run. What is not in the file
    yet is in memory, printed, and in the snapshots. Extend a trainer with it as ``'LogReport'``:
    ``PrintReport`` asks for that name.

    Args:
        trigger: When a line is added.
        written: When the file is written, besides at the end.
    """

    def __init__(self, trigger, written):
        super(SeldomLog, self).__init__(trigger=trigger, log_name=None)
        self._written = get_trigger(written)
        self._path = None
        self._lines = 0  # in the file

    def __call__(self, trainer):
        super(SeldomLog, self).__call__(trainer)
        self._path = os.path.join(trainer.out, 'log')
        if self._written(trainer):
            self._write()

    def _write(self):
        files.write_json(self._path, self.log)
        self._lines = len(self.log)

    def finalize(self):
        super(SeldomLog, self).finalize()
        # After a full disk, too: only what is new, so that it is not this that is told.
        if self._path and len(self.log) > self._lines:
            self._write()
