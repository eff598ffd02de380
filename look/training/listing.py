"""All runs of the folders given, and which of them have changed since a page last asked."""

import json
import os
import threading
import time

from cli import run_folder
from look import plain, run_folders
from look.inside import networks
from look.places import Outside
from look.training import analysis
from look.training.log_file import LogFile

# However many pages ask, the folders are looked through only so often.
_EVERY_S = 1.0
_SHOWN = ('epoch', 'iteration', 'elapsed_time', 'main/loss', 'validation/main/loss',
          'main/accuracy', 'validation/main/accuracy')  # fmt: skip


class Run:
    """One run as the list shows it.

    Attributes:
        name (str), folder (str), files: As :class:`~look.places.Places` has them.
        facts (dict): Its args.json.
        log (LogFile): Read when it is asked for.
        version (int): Grows with each change.
    """

    def __init__(self, name, folder):
        self.name, self.folder, self.files, self.facts = name, folder, (), {}
        self.log = LogFile(os.path.join(folder, run_folders.LOG))
        self.version = 0
        self._stamp = self._told = None

    def changed(self, files):
        """Look at its files again: whether something is new. ``files``: their names now."""
        stamp = self.log.stamp(), plain.stamp(self.folder + os.sep + run_folder.ARGS)
        if (stamp, files) == (self._stamp, self.files):
            return False
        if self._stamp is None or stamp[1] != self._stamp[1]:
            self.facts = _facts(self.folder)
        self._stamp, self.files = stamp, files
        self._told = None
        return True

    def told(self):
        """What the list shows of it."""
        if self._told is None:
            options = self.facts.get('options')
            last = self.log.last()
            self._told = {
                'run': self.name,
                'model': str(self.facts.get('model', '?')),
                'epochs': options.get('epoch') if isinstance(options, dict) else None,
                'inside': networks.kind(self.files, self.facts),
                'measured': analysis.kind(self.facts),
                'changed': (self._stamp[0] or self._stamp[1] or (0,))[0] / 1e9,
                'last': {name: last[name] for name in _SHOWN if name in last},
            }
        return self._told


class Listing:
    """The runs of :class:`~look.places.Places`, by name."""

    def __init__(self, places):
        self._places = places
        self._runs, self._gone, self._grown = {}, {}, []
        self._version, self._looked = 0, -_EVERY_S
        self._lock = threading.Lock()

    def since(self, version):
        """What is new since ``version``, 0: all.

        Returns:
            dict: ``version`` of now, ``runs`` as :meth:`Run.told`, ``gone``: names.
        """
        with self._lock:
            self._look()
            return {
                'version': self._version,
                'runs': [run.told() for run in self._runs.values() if run.version > version],
                'gone': [name for name, since in self._gone.items() if since > version],
            }

    def grown(self):
        """Runs that have changed while somebody looked, since this was last asked."""
        with self._lock:
            found, self._grown = self._grown, []
            return found

    def find(self, name):
        """The :class:`Run` of that name.

        Raises:
            ~look.places.Outside: There is none.
        """
        folder = self._places.run(name)
        with self._lock:
            run = self._runs.get(name)
            if run is None:
                self._looked = -_EVERY_S
                self._look()
                run = self._runs.get(name)
        if run is None or os.path.realpath(run.folder) != folder:
            raise Outside(name)
        return run

    def _look(self):
        if time.monotonic() - self._looked < _EVERY_S:
            return
        self._looked = time.monotonic()
        found = {name: (folder, files) for name, folder, files in self._places.runs()}
        for name in set(self._runs) - set(found):
            del self._runs[name]
            self._version += 1
            self._gone[name] = self._version
        for name, (folder, files) in found.items():
            if name not in self._runs:
                self._runs[name] = Run(name, folder)
                self._gone.pop(name, None)
            run = self._runs[name]
            seen = run.version > 0
            if run.changed(files):
                self._grown += [run] * seen
                self._version += 1
                run.version = self._version


def _facts(folder):
    try:
        found = json.loads(plain.tail(folder + os.sep + run_folder.ARGS))
    except (OSError, ValueError):
        found = {}
    return found if isinstance(found, dict) else {}
