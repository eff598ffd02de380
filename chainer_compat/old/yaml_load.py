"""``yaml.load(text)``, which since PyYAML 6 must be told with what to load."""

import functools


def add(yaml):
    """Load with what PyYAML 5 took: all but arbitrary objects."""
    # PyYAML before 5.1 has no such loader, and its load() can be called as it is.
    if not hasattr(yaml, 'FullLoader'):
        return
    for name in ('load', 'load_all'):
        setattr(yaml, name, _with_loader(getattr(yaml, name), yaml.FullLoader))


def _with_loader(original, default):
    @functools.wraps(original)
    def load(stream, Loader=None):
        return original(stream, Loader=default if Loader is None else Loader)

    return load
