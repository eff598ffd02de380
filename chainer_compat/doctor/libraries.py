"""The libraries that this process has loaded, as Linux tells them; none elsewhere."""


def loaded(part):
    """Files of those whose name contains ``part``.

    Args:
        part (str): E.g. ``'openblas'``.

    Returns:
        list of str: Paths, sorted.
    """
    paths = (line.split()[-1] for line in lines('/proc/self/maps') if '/' in line)
    return sorted({path for path in paths if part in path.rpartition('/')[2]})


def lines(path):
    """The lines of one of Linux's files about itself; empty where it has none."""
    try:
        with open(path) as f:
            return f.read().splitlines()
    except OSError:
        return []
