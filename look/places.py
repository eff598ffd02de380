"""The folders that the page may read, and names in them; nothing else is ever opened."""

import os

from cli import run_folder
from cli.errors import UserError
from data.folders import listing
from predict.parts import given

RESULTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'results')
# A run lies at most so deep in a folder of runs: runs/fcn_chain/fcn32s_0, and one to spare.
_DEPTH = 4
_VOC = 'JPEGImages'


class Outside(Exception):
    """A name that leads out of the folders given, or nowhere."""


class Places:
    """Folders of runs, and pictures.

    Args:
        roots (list of str): Folders in which runs lie.
        pictures (list of str): Files, and folders of them.

    Attributes:
        pictures (dict): Path by name, in the order given.
    """

    def __init__(self, roots, pictures):
        self._roots = {}
        for root in roots:
            name = os.path.basename(os.path.abspath(root)) or 'root'
            while name in self._roots:
                name += '_'
            self._roots[name] = os.path.realpath(root)
        self._folders = [os.path.realpath(p) for p in pictures if os.path.isdir(p)]
        self.pictures = {}
        for path in given.pictures([_pictures_of(p) for p in pictures]):
            name = os.path.basename(path)
            while name in self.pictures:
                name += '_'
            self.pictures[name] = path

    def runs(self):
        """Folders of all runs: a list of (name such as ``runs/fcn32s``, path, files in it).

        The files are a frozenset of names, links left out.
        """
        found = []
        for name, root in self._roots.items():
            found += _runs(name, root, _DEPTH)
        return found

    def run(self, name):
        """Path of a run by the name that :meth:`runs` gave it.

        Raises:
            Outside: There is none of that name in these folders, links followed.
        """
        first, _, rest = name.partition('/')
        root = self._roots.get(first)
        if root is None or '\0' in name or '\\' in name:
            raise Outside(name)
        path = os.path.realpath(os.path.join(root, *rest.split('/')) if rest else root)
        if not _within(path, root) or not os.path.isfile(os.path.join(path, run_folder.ARGS)):
            raise Outside(name)
        return path

    def file(self, run, name):
        """Path of a file in a run's folder.

        Raises:
            Outside: There is no such file in it, links followed.
        """
        folder = self.run(run)
        path = os.path.realpath(os.path.join(folder, name))
        if '\0' in name or os.path.basename(name) != name or not _within(path, folder):
            raise Outside(name)
        if not os.path.isfile(path):
            raise Outside(name)
        return path

    def holds(self, path):
        """Whether a folder or file lies in what was given, links followed."""
        real = os.path.realpath(path)
        return any(_within(real, root) for root in list(self._roots.values()) + self._folders)


def told_apart(folders):
    """:class:`Places` of what a person names: runs here, pictures there, and ``results/``.

    Raises:
        UserError: One is not there, or holds neither.
    """
    roots, pictures = [], []
    for folder in folders:
        if not os.path.exists(folder):
            raise UserError(
                '{}: no such folder: give one of runs (the --out of trainings), or of '
                'pictures'.format(folder)
            )
        if not os.path.isdir(folder) and not folder.lower().endswith(listing.PICTURES):
            raise UserError('{}: is neither a folder nor a picture'.format(folder))
        if os.path.isdir(folder) and (_runs('', folder, _DEPTH) or not _pictures_in(folder)):
            roots.append(folder)
        else:
            pictures.append(folder)
    return Places(roots + [RESULTS], pictures)


def _pictures_of(folder):
    """The folder itself, or that of the pictures in one that is laid out as VOC's."""
    inner = os.path.join(folder, _VOC)
    return inner if os.path.isdir(inner) else folder


def _pictures_in(folder):
    names = listing.visible(_pictures_of(folder))
    return any(n.lower().endswith(listing.PICTURES) for n in names)


def _runs(name, folder, depth):
    files, inner = [], []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    files.append(entry.name)
                # A link to a folder elsewhere is no part of this one.
                elif not entry.name.startswith('.') and entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
    except OSError:  # removed, or not ours to read
        return []
    if run_folder.ARGS in files:
        return [(name, folder, frozenset(files))]
    found = []
    if depth:
        for each in sorted(inner):
            found += _runs('{}/{}'.format(name, each), folder + os.sep + each, depth - 1)
    return found


def _within(path, root):
    return path == root or path.startswith(os.path.join(root, ''))
