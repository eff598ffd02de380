"""Is what is to be continued the same run? Whatever shapes its result is compared."""

import json
import os
import zlib

from cli import run_folder
from cli.errors import UserError

# What shapes no result: where, and how quickly. How far is told by the snapshot.
_FREE = (
    'communicator', 'device', 'epoch', 'loaders', 'out', 'resume', 'step_by_step', 'tensorboard',
)  # fmt: skip
# What follows from other facts, or is drawn only.
_FOLLOWS = 'class_weight', 'colours', 'structure'
# Facts that files themselves tell, and the options that one of them speaks for besides its own.
_OF_FILES = 'corpus', 'data', 'init_weights'
_OF_DATA = 'train_list', 'test_list'
_TYPED = {'processes': 'mpiexec -n', 'model': 'network'}


def check(args, facts):
    """Compare a run with what it was when it wrote ``args.json``, here and beside its snapshot.

    A fact speaks for the option of its name: of ``--lr`` the rate, whether typed or the script's
    own; of ``--data`` the files, however the path is written.

    Args:
        args (argparse.Namespace): ``out``, ``resume`` (a path) and the script's options.
        facts (dict): As they would be written.

    Raises:
        UserError: It is another run.
    """
    options = _as_read(vars(args))
    facts = _as_read(facts)
    for folder in sorted(
        {os.path.dirname(os.path.abspath(args.resume)), os.path.abspath(args.out)}
    ):
        if os.path.exists(os.path.join(folder, run_folder.ARGS)):
            before = run_folder.read(folder)
            shown = os.path.relpath(folder) if folder != os.path.abspath(args.out) else args.out
            _compare(shown, before, facts, set(facts) - set(_FOLLOWS))
            typed = set(options) - set(_FREE) - set(facts)
            if 'data' in facts:
                typed -= set(_OF_DATA)
            _compare(shown, before['options'], options, typed)


def _as_read(values):
    return json.loads(json.dumps(values))


def _compare(folder, before, now, keys):
    for key in sorted(keys, key=lambda key: (key != 'model', key)):
        if key not in before or before[key] == now[key]:
            continue
        if key in _OF_FILES:
            if _agree(before[key], now[key]):
                continue
            raise UserError(
                '{} was started with another {} (names or sizes of files differ): it can only be '
                'continued as it was'.format(folder, _typed(key))
            )
        raise UserError(
            '{} was started with {} {}, not {}: it can only be continued as it was'.format(
                folder, _typed(key), _short(before[key]), _short(now[key])
            )
        )


def _agree(before, now):
    """Whether files are those of a run as far as it tells them: earlier ones told less of them."""
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_agree, before, now))
    if isinstance(before, dict) and isinstance(now, dict):
        return all(key in now and now[key] == value for key, value in before.items())
    return before == now


def _typed(key):
    return _TYPED.get(key) or '--' + key.replace('_', '-')


def _short(value):
    text = ', '.join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) < 80 else text[:77] + '...'


def of_file(path):
    """What tells a file from another wherever it lies: a dict; None for no file."""
    return (
        None if path is None else {'name': os.path.basename(path), 'bytes': os.path.getsize(path)}
    )


def of_pairs(dataset):
    """The same for a data set of pictures and labels, in its order.

    Args:
        dataset (~data.voc.SegmentationDataset): Its ``names`` and files.
    """
    sizes = [_sizes(dataset.pair(i)) for i in range(len(dataset))]
    return {'pictures': len(dataset), 'files': _digest(zip(dataset.names, sizes))}


def of_examples(dataset):
    """The same for a data set of pictures and classes, in its order.

    Args:
        dataset (~data.classification.ClassificationDataset): Its ``names``, ``labels`` and files.
    """
    sizes = [_sizes(dataset.files(i)) for i in range(len(dataset))]
    return {
        'pictures': len(dataset),
        'examples': _digest(zip(dataset.names, dataset.labels)),
        'files': _digest(zip(dataset.names, sizes)),
    }


def _sizes(paths):
    return [os.path.getsize(path) for path in paths]


def _digest(pairs):
    """A checksum, hexadecimal, of pairs of a name and what belongs to it."""
    digest = 0
    for pair in pairs:
        digest = zlib.crc32('{} {}\n'.format(*pair).encode('utf-8', 'surrogateescape'), digest)
    return '{:08x}'.format(digest & 0xFFFFFFFF)
