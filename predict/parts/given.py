"""The pictures that a person names: files, folders of them, and the lists of a data set."""

import os

from cli import outputs
from cli.errors import UserError
from data.folders import listing

_OF_THE_SHELL = set('*?[')


def add_data(p, data):
    """Add the options that name the pictures of a data set to hold a run against.

    Args:
        p (argparse.ArgumentParser): Takes them.
        data (str): What ``--data`` may be, for its help.
    """
    p.add_argument('--data', metavar='DIR', help='{} (default: that of RUN)'.format(data))
    p.add_argument(
        '--list', metavar='LIST',
        help='names of the pictures: a file, or one of the lists of the data, such as val or test '
        '(default: the test pictures of RUN)',
    )  # fmt: skip
    p.add_argument(
        '--classes', metavar='FILE', help='names of the classes (default: classes.txt of the data)'
    )


def pictures(paths):
    """Files of pictures; a folder stands for those in it, in the order of their names.

    A file that is named twice counts once.

    Raises:
        UserError: There is no such file, or no picture in a folder.
    """
    found, seen = [], set()
    for path in paths:
        for file in _in_folder(path) if os.path.isdir(path) else [path]:
            if not os.path.exists(file):
                raise UserError('{}: {}'.format(file or "''", _why(file)))
            same = os.path.realpath(file), os.path.basename(file)
            if same not in seen:
                seen.add(same)
                found.append(file)
    return found


def name(path):
    """What a picture is called: its file's name without suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def check_out(args, pictures, endings, inputs):
    """The files to write of each picture: OUT/NAME and each of some endings.

    Args:
        args (argparse.Namespace): ``pictures``, ``out`` and ``overwrite``.
        pictures: What :func:`pictures` gave.
        endings: Of the files of one picture.
        inputs: What else is read.

    Returns:
        list: A tuple of paths for each picture.

    Raises:
        UserError: One is an input or is there already, or is written of two pictures.
    """
    for folder in filter(os.path.isdir, args.pictures):
        if os.path.realpath(folder) == os.path.realpath(args.out):
            raise UserError(
                '--out {}: is the folder of the pictures: name another one'.format(args.out)
            )
    written = [
        tuple(os.path.join(args.out, name(path)) + ending for ending in endings)
        for path in pictures
    ]
    paths = [path for of_one in written for path in of_one]
    outputs.check_apart([path for path in pictures for _ in endings], paths)
    outputs.check(paths, list(pictures) + list(inputs), args.overwrite)
    return written


def _in_folder(folder):
    found = [
        file for file in sorted(listing.visible(folder))
        if file.lower().endswith(listing.PICTURES)
    ]  # fmt: skip
    if not found:
        inner = [os.path.join(folder, n) for n in sorted(listing.visible(folder))]
        inner = [path for path in inner if os.path.isdir(path)]
        raise UserError(
            '{}: holds no pictures ({}){}'.format(
                folder, ' '.join(listing.PICTURES),
                ', but folders: give one of them, such as ' + inner[0] if inner else '',
            )
        )  # fmt: skip
    return [os.path.join(folder, file) for file in found]


def _why(path):
    if not path:
        return 'the name of a picture is empty: is a shell variable not set?'
    if _OF_THE_SHELL & set(path):
        return (
            'no such file: the shell puts names in the place of * and ? where there are any, and '
            'only without quotes; a folder may be given too'
        )
    return 'no such file'
