"""Where runs lie: folders with an args.json, or with a log that Chainer's LogReport left."""

import os
import re

from cli import run_folder
from look import plain

LOG = 'log'
# A run lies at most so deep in a folder of runs: runs/fcn_chain/fcn32s_0, and one to spare.
_DEPTH = 4
# Where a list of objects begins and ends; files called log are of all kinds.
_BEGINS, _ENDS = re.compile(rb'\s*\[\s*\{\s*"'), re.compile(rb'\}\s*\]\s*$')
_SEEN = 256


def is_run(folder):
    """Whether a folder is a run's, no links followed."""
    return plain.is_file(os.path.join(folder, run_folder.ARGS)) or _of_chainer(folder)


def found(name, folder, depth=_DEPTH):
    """The runs in a folder, or it itself: a list of (name, path, files).

    Args:
        name (str): What the folder is called; ``name/inner`` are the folders in it.
        folder (str): Its path.
    """
    files, inner = [], []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    files.append(entry.name)
                # A link to a folder elsewhere is no part of this one.
                elif _can_be_asked_for(entry.name) and entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
    except OSError:  # removed, or not ours to read
        return []
    if run_folder.ARGS in files:
        return [(name, folder, frozenset(files))]
    # Of a log alone nobody knows that there are no other runs below it.
    runs = [(name, folder, frozenset(files))] if LOG in files and _of_chainer(folder) else []
    if depth:
        for each in sorted(inner):
            runs += found('{}/{}'.format(name, each), folder + os.sep + each, depth - 1)
    return runs


def _can_be_asked_for(name):
    """Whether a browser can name it: with what it asks for, no way leads out of the folder."""
    return not name.startswith('.') and '\\' not in name and plain.as_shown(name) == name


def _of_chainer(folder):
    path = os.path.join(folder, LOG)
    try:
        with plain.opened(path) as f:
            begins = _BEGINS.match(f.read(_SEEN))
        return bool(begins and _ENDS.search(plain.tail(path, _SEEN)))
    except OSError:
        return False
