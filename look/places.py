"""The folders that the page may read, and names in them; nothing else is ever opened."""

import os
import sys

from cli.errors import UserError
from data.folders import listing
from look import plain, run_folders
from look.picture_files import PictureFiles, holds

RESULTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'results')


class Outside(Exception):
    """A name that leads out of the folders given, or nowhere."""


class Places:
    """Folders of runs, and pictures.

    Args:
        roots (list of str): Folders in which runs lie; one that is named twice counts once.
        pictures (list of str): Files, and folders of them.

    Attributes:
        pictures (~look.picture_files.PictureFiles): Those of now.

    Raises:
        ~cli.errors.UserError: There are no pictures where some were named.
    """

    def __init__(self, roots, pictures):
        self._roots = {}
        for root in roots:
            path = os.path.realpath(root)
            if path in self._roots.values():
                continue
            name = plain.as_shown(os.path.basename(os.path.abspath(root))) or 'root'
            name = name.replace('\\', '_')
            while name in self._roots:
                name += '_'
            self._roots[name] = path
        self._folders = [os.path.realpath(p) for p in pictures if os.path.isdir(p)]
        self.pictures = PictureFiles(pictures)

    def runs(self):
        """Folders of all runs: a list of (name such as ``runs/fcn32s``, path, files in it).

        The files are a frozenset of names, links left out.
        """
        found = []
        for name, root in self._roots.items():
            found += run_folders.found(name, root)
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
        if not _within(path, root) or not run_folders.is_run(path):
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

    A folder that holds neither may be one of runs to come: that is said, and it is watched.

    Raises:
        UserError: One is not there, or a file that is no picture.
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
        if not os.path.isdir(folder):
            pictures.append(folder)
        elif run_folders.found('', folder):
            roots.append(folder)
        elif holds(folder):
            pictures.append(folder)
        else:
            _say_that_it_is_empty(folder)
            roots.append(folder)
    return Places(roots + [RESULTS], pictures)


def _say_that_it_is_empty(folder):
    sys.stderr.write(
        '{}: holds neither runs nor pictures yet: runs appear when they begin, pictures are looked '
        'for in a folder itself and those in it\n'.format(folder)
    )


def _within(path, root):
    return path == root or path.startswith(os.path.join(root, ''))
