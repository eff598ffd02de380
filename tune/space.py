"""The options to search: a TOML file, and the command line that a trial makes of it.

[lr]                       # --lr, between 1e-4 and 1e-1, evenly on a log scale
low = 1e-4
high = 1e-1
log = true

[width]                    # whole numbers where both ends are
low = 4
high = 16
step = 4

[variant]                  # --variant, one of these; true and false: a switch
choices = ["dilated", "pooled"]
"""

import numbers

from cli.errors import UserError

_KEYS = {'low', 'high', 'log', 'step', 'choices'}


def read(path):
    """The options of a file.

    Returns:
        dict: By name, without dashes, what :func:`suggest` takes.

    Raises:
        UserError: It can't be read, or says something that is no range.
    """
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib
    try:
        with open(path, 'rb') as f:
            space = tomllib.load(f)
    except FileNotFoundError:
        raise UserError('{}: no such file'.format(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise UserError("{}: can't be read as TOML: {}".format(path, e))
    if not space:
        raise UserError('{}: names no option, such as [lr] with low and high'.format(path))
    for name, entry in space.items():
        fault = _fault(entry)
        if fault:
            raise UserError('{}: [{}]: {}'.format(path, name, fault))
    return space


def _fault(entry):
    if not isinstance(entry, dict):
        return 'must be a table with low and high, or choices'
    unknown = set(entry) - _KEYS
    if unknown:
        return '{} means nothing; there are {}'.format(min(unknown), ', '.join(sorted(_KEYS)))
    if 'choices' in entry:
        choices = entry['choices']
        if len(entry) > 1 or not isinstance(choices, list) or not choices:
            return 'choices must be a list, and stand alone'
        return None
    ends = entry.get('low'), entry.get('high')
    if not all(isinstance(end, numbers.Real) and not isinstance(end, bool) for end in ends):
        return 'needs low and high, numbers, or choices'
    if not ends[0] < ends[1]:
        return 'low must be below high'
    if entry.get('log') and (ends[0] <= 0 or 'step' in entry):
        return 'on a log scale low must be above 0, and there is no step'
    return None


def suggest(trial, space):
    """Let a trial choose.

    Args:
        trial (optuna.Trial): The trial.
        space (dict): From :func:`read`.

    Returns:
        dict: A value by option.
    """
    chosen = {}
    for name, entry in space.items():
        if 'choices' in entry:
            chosen[name] = trial.suggest_categorical(name, entry['choices'])
            continue
        whole = all(isinstance(entry[end], int) for end in ('low', 'high'))
        draw = trial.suggest_int if whole else trial.suggest_float
        more = {key: entry[key] for key in ('log', 'step') if key in entry}
        chosen[name] = draw(name, entry['low'], entry['high'], **more)
    return chosen


def options(chosen):
    """The command line of chosen values: ``--name value``; a switch stands or does not."""
    words = []
    for name, value in sorted(chosen.items()):
        if value is True:
            words.append('--' + name)
        elif value is not False:
            words += ['--' + name, str(value)]
    return words
