"""What a command writes never takes the place of what it reads.

Every command that is told where to write asks :func:`check` before it does any work.
"""

import os

from cli.errors import UserError

_OF_TRAINING = (
    'args.json', 'log', 'loss.png', 'accuracy.png', 'iou.png', 'map.png', 'examples.png',
    'vocabulary.txt', 'vectors.txt',
)  # fmt: skip
_NUMBERED = 'model_', 'snapshot_', 'examples_epoch_'


def add_overwrite(p):
    """Add ``--overwrite``, which :func:`check` is told of."""
    p.add_argument('--overwrite', action='store_true', help='replace files that are there already')


def check(paths, inputs=(), overwrite=True, endings=()):
    """Refuse outputs that would do harm; nothing is written here.

    Args:
        paths: Files to write.
        inputs: Files and folders that are read. Whatever lies in such a folder counts as read,
            and a file is the same by any name: through links, or spelt otherwise.
        overwrite (bool): May files that are no inputs be replaced?
        endings: What the names may end in; anything where it is empty.

    Raises:
        UserError: The first of ``paths`` that is an input, that is there already, that is a
            folder, or whose ending is none of ``endings``.
    """
    folders = [_real(path) for path in inputs if os.path.isdir(path)]
    read = {_real(path) for path in inputs}
    files = {_identity(path) for path in inputs if os.path.isfile(path)}
    for path in paths:
        if os.path.isdir(path) or not os.path.basename(path):
            raise UserError('{}: is a folder: name the file to write'.format(path or "''"))
        if endings and os.path.splitext(path)[1].lower() not in endings:
            raise UserError(
                '{}: the name of what is written must end in {}'.format(path, ' or '.join(endings))
            )
        folder = os.path.dirname(path)
        if os.path.exists(folder) and not os.path.isdir(folder):
            raise UserError('{}: is a file, and nothing can be written into it'.format(folder))
        there = os.path.lexists(path)
        real = _real(path)
        if real in read or os.path.exists(path) and _identity(path) in files:
            raise UserError(
                '{}: is read here, and would be overwritten: name another place for what is '
                'written'.format(path)
            )
        if there and any(real.startswith(os.path.join(folder, '')) for folder in folders):
            raise UserError(
                '{}: lies in a folder that is read here, and would be overwritten: name another '
                'place for what is written'.format(path)
            )
        if there and not overwrite:
            raise UserError(
                '{}: is there already: name another place, or replace it by --overwrite'.format(
                    path
                )
            )


def check_apart(sources, paths):
    """Refuse inputs whose outputs would have one name.

    Args:
        sources: Names of the inputs, for a person.
        paths: What is written of each.

    Raises:
        UserError: Two of ``paths`` are the same file, with both sources.
    """
    first = {}
    for source, path in zip(sources, paths):
        other = first.setdefault(_real(path), source)
        if other is not source:
            raise UserError(
                '{} and {}: both would be written as {}: rename one, or call this once for each '
                'with another --out'.format(other, source, path)
            )


def of_runs(runs, *also):
    """Files in the folders of runs that a command reads: what training left, and ``also``."""
    return [
        os.path.join(run, name)
        for run in filter(os.path.isdir, runs)
        for name in os.listdir(run)
        if name in _OF_TRAINING + also or name.startswith(_NUMBERED)
    ]


def check_folder(out, inputs, root=None):
    """Refuse to begin a run among the data that it reads.

    What it draws would be taken for pictures of the data the next time.

    Args:
        out (str): Folder of the run.
        inputs: Files and folders that are read.
        root (str): Folder of the data, in which these may lie side by side; None where there is
            none. A folder of its own beside them is as good as any.

    Raises:
        UserError: ``out`` is the folder of the data, or a folder that is read or lies in one.
    """
    real = os.path.join(_real(out), '')
    if root is not None and real == os.path.join(_real(root), ''):
        raise UserError('--out {}: is the folder of the data: name another one'.format(out))
    for folder in filter(os.path.isdir, inputs):
        if real.startswith(os.path.join(_real(folder), '')):
            raise UserError(
                '--out {}: is, or lies in, {}, which is read here: name another one'.format(
                    out, folder
                )
            )


def check_run(out, inputs, root=None):
    """As :func:`check_folder`, and :func:`check` for what training leaves in ``out``."""
    check_folder(out, inputs, root)
    there = os.listdir(out) if os.path.isdir(out) else []
    names = _OF_TRAINING + tuple(name for name in there if name.startswith(_NUMBERED))
    check([os.path.join(out, name) for name in names], inputs)


def _real(path):
    return os.path.normcase(os.path.realpath(path))


def _identity(path):
    found = os.stat(path)
    return found.st_dev, found.st_ino
