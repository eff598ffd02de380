"""Data of runs that the page may read: what lies in the folders it was given."""

import os

from cli.errors import UserError


def check(places, root, options):
    """Refuse the data of a run that lies elsewhere.

    Args:
        places (~look.places.Places): The folders given.
        root (str): Folder of the data.
        options (dict): Those of the run, which may name lists and classes in files of their own.

    Raises:
        UserError: It lies elsewhere.
    """
    files = [options.get(name) for name in ('train_list', 'test_list', 'classes')]
    for path in [root] + [f for f in files if f and os.path.exists(f)]:
        if not places.holds(path):
            raise UserError(
                'the data of this run lies in {}, which the page may not read: start it with '
                'that folder besides, python -m look runs {}'.format(path, root)
            )


def check_files(places, files_of, count):
    """Refuse data whose files lead elsewhere by links.

    Args:
        files_of: Function that gives the paths of an example.
        count (int): Number of examples.
    """
    for i in range(count):
        for path in files_of(i):
            if not places.holds(path):
                raise UserError('{}: leads out of the folders given'.format(path))


def counted(dataset, go_on):
    """The examples of a data set one after another; ``go_on`` is told the share that is done."""
    for i in range(len(dataset)):
        go_on(i / len(dataset))
        yield dataset[i]


def example(dataset, number):
    """An example of a data set.

    Raises:
        UserError: There is none of that number.
    """
    if not 0 <= number < len(dataset):
        raise UserError('{}: of {} test pictures there is none'.format(number, len(dataset)))
    return dataset[number]
