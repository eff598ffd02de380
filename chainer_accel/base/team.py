"""The threads that compiled loops are run in together."""

import threading

from chainer_accel.base import together


class Team:
    """Threads that wait for work, awake for a while and then asleep."""

    def __init__(self):
        self._memory = together.memory()
        # Compiled before there are several that want it.
        together.serve(self._memory, 0)
        self._threads = 0
        self._asleep = []
        self._lock = threading.Lock()
        self._taken = threading.Lock()

    def lead(self, loop, helpers, args):
        """Call ``loop(memory, helpers, *args)``.

        Args:
            loop: What :mod:`chainer_accel.base.together` calls so.
            helpers (int): Threads beside the calling one; none while they are somebody else's.
            args (tuple): The others.
        """
        if not helpers or not self._taken.acquire(False):
            loop(together.memory(), 0, *args)
            return
        try:
            self._wake(helpers)
            loop(self._memory, helpers, *args)
        finally:
            self._taken.release()

    def _wake(self, helpers):
        while self._threads < helpers:
            threading.Thread(target=self._help, name='chainer_accel', daemon=True).start()
            self._threads += 1
        with self._lock:
            for _ in range(helpers - (self._threads - len(self._asleep))):
                self._asleep.pop().release()

    def _help(self):
        seen = int(self._memory[together.ROUND])
        asleep = threading.Semaphore(0)
        while True:
            seen = together.serve(self._memory, seen)
            with self._lock:
                # Work that came meanwhile is not for those who sleep.
                sleep = self._memory[together.ROUND] == seen
                if sleep:
                    self._asleep.append(asleep)
            if sleep:
                asleep.acquire()
