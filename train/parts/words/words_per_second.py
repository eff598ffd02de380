"""How fast words go by."""

from chainer.training import extension


class WordsPerSecond(extension.Extension):
    """Report ``words/s``: words of the text a second, since the last report.

    Args:
        words (int): Words of the text, whether sampled or not.
    """

    # Before the log is written.
    priority = extension.PRIORITY_EDITOR

    def __init__(self, words):
        self._words = words
        self._last = None

    def initialize(self, trainer):
        # After a resume, too: the clock of the trainer goes on where it was.
        self._last = trainer.updater.epoch_detail, trainer.elapsed_time

    def __call__(self, trainer):
        now = trainer.updater.epoch_detail, trainer.elapsed_time
        epochs, seconds = now[0] - self._last[0], now[1] - self._last[1]
        self._last = now
        trainer.observation['words/s'] = self._words * epochs / seconds
