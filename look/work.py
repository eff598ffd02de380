"""One computation at a time: the others wait, and each can be cancelled."""

import collections
import itertools
import threading
import time

from cli.errors import UserError

# A page asks after its work every half second, and once a minute where its tab is hidden, whose
# timers browsers slow down; one that is closed or killed asks no more.
FORGOTTEN_S = 90
_WAITING = 8
_KEPT = 64


class Cancelled(BaseException):
    """Raised within a computation that nobody waits for any more."""


class Job:
    """A computation: ``state`` is waiting, running, done, failed or cancelled."""

    def __init__(self, number, call):
        self.id, self.state = str(number), 'waiting'
        self.result = self.error = self.share = None
        self._call = call
        self._stop = threading.Event()
        self.asked()

    def asked(self):
        """Somebody still waits for it."""
        self._asked = time.monotonic()

    def cancel(self):
        self._stop.set()

    def wanted(self):
        """Whether anybody still waits for it."""
        return not self._stop.is_set() and time.monotonic() - self._asked <= FORGOTTEN_S

    def go_on(self, share=None):
        """To be called within the computation, every now and then.

        Args:
            share (float): How much of it is done.

        Raises:
            Cancelled: It is not wanted any more.
        """
        self.share = share if share is not None else self.share
        if not self.wanted():
            raise Cancelled()

    def run(self):
        try:
            self.go_on()
            self.state = 'running'
            self.result = self._call(self)
            self.state = 'done'
        except Cancelled:
            self.drop()
        except UserError as e:
            self._fail(str(e))
        except MemoryError:
            self._fail('too little memory: take a smaller picture')
        # Of the network that is looked into, whatever it is: sys.exit too must not end the thread.
        except BaseException as e:
            self._fail('{}: {}'.format(type(e).__name__, e))
        finally:
            self._call = None

    def drop(self):
        """It is not to be run, or not any further."""
        self.state, self._call = 'cancelled', None

    def _fail(self, message):
        self.error, self.state = ' '.join(message.split())[:500], 'failed'


class Work:
    """The queue, and the thread that takes from it."""

    def __init__(self):
        self._numbers = itertools.count(1)
        self._jobs = collections.OrderedDict()
        self._waiting = collections.deque()
        self._changed = threading.Condition()
        threading.Thread(target=self._take, name='look.work', daemon=True).start()

    def add(self, call):
        """Line up ``call(job)``.

        Raises:
            UserError: Too much waits already.
        """
        with self._changed:
            self._tidy()
            if len(self._waiting) >= _WAITING:
                raise UserError('{} computations wait already: wait, or cancel'.format(_WAITING))
            job = Job(next(self._numbers), call)
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
            self._waiting.append(job)
            self._changed.notify()
        return job

    def find(self, id_):
        """The job of that number, or None."""
        job = self._jobs.get(id_)
        if job:
            job.asked()
        return job

    def cancel(self, job):
        """End it: at once where it waits, at its next step where it runs."""
        with self._changed:
            job.cancel()
            self._tidy()

    def before(self, job):
        """How many come before it."""
        with self._changed:
            return self._waiting.index(job) + 1 if job in self._waiting else 0

    def _tidy(self):
        """Let nothing wait that nobody waits for: it takes the place of others."""
        for job in [j for j in self._waiting if not j.wanted()]:
            self._waiting.remove(job)
            job.drop()

    def _take(self):
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                job = self._waiting.popleft()
            job.run()
