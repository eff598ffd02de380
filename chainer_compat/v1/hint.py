"""One line for a program that fails because it was written for Chainer 1."""

import contextlib
import re
import sys
import traceback

from chainer_compat.v1 import old_places, signatures

_LINE = (
    'chainer_compat: this is Chainer 1 code: run it with python -m chainer_compat --chainer=1.24'
)

_ARGUMENTS = (
    'volatile', 'train', 'test', 'use_cudnn', 'deterministic', 'wscale', 'bias', 'finetune',
    'pooling_class', 'invoke_before_training', 'trigger', 'n_fold',
)  # fmt: skip

_NAMES = (
    'AUTO', 'FunctionSet', 'Flag', 'OFF', 'ON', 'accumulate_grads', 'add_uninitialized_param',
    'caffe', 'clip_grads', 'collect_parameters', 'compute_grads_norm', 'copy_parameters_from',
    'create_huffman_tree', 'empty', 'empty_like', 'eval', 'exponential_decay_noise', 'flag',
    'full', 'full_like', 'function_set', 'has_uninitialized_params', 'init', 'init_state',
    'init_weight', 'ones', 'ones_like', 'prepare', 'update_one', 'update_one_cpu', 'volatile',
    'WalkerAlias', 'weight_decay', 'zero_grads', 'zeros', 'zeros_like', '_states',
)  # fmt: skip

_UNEXPECTED = re.compile(
    r'|'.join([
        r"(unexpected|invalid) keyword argument.*['\"](?P<argument>\w+)['\"]",
        r'(?P<said>\w+) argument is not supported anymore',
        r'(?P<removed>\w+) has been removed since Chainer v2',
        r"got multiple values for argument '(?P<twice>\w+)'",
    ])
)  # fmt: skip
_ATTRIBUTE = re.compile(
    r"has no attribute '(\w+)'|cannot import name '(\w+)'|No module named '([\w.]+)'"
)
_CALLED = 'has been called as if it were a callable'
_SET = re.compile(
    r"'set' object has no attribute '(append|remove)'|'set' object .*(index|subscript)"
)


def would_help(error):
    """Whether the mode would have kept this error from happening."""
    if not _in_chainer(error):
        return False
    text = str(error)
    match = _UNEXPECTED.search(text)
    if match is not None:
        return any(name in _ARGUMENTS for name in match.groupdict().values() if name)
    if isinstance(error, NotImplementedError) and 'create_update_rule' in _functions(error):
        return True
    if isinstance(error, (AttributeError, ImportError)):
        if _SET.search(text) or getattr(error, 'name', None) in old_places.MODULES:
            return True
        match = _ATTRIBUTE.search(text)
        names = [name.rpartition('.')[2] for name in match.groups() if name] if match else []
        return any(name in _NAMES or _is_function_class(name, text) for name in names)
    if _CALLED in text or 'optimization target must be a link' in text:
        return True
    return isinstance(error, TypeError) and _takes(text)


def _is_function_class(name, text):
    return 'chainer.functions' in text and name[:1].isupper()


def _takes(text):
    """A function that got more arguments than it takes: one of those that took more."""
    match = re.search(r'(\w+)(\.__init__|\.forward|\.__call__)?\(\) (takes|got)', text)
    known = set(signatures.FUNCTIONS) | {name.partition('.')[0] for name in signatures.LINKS}
    known |= {'__init__', 'forward', 'extract'}
    return match is not None and match.group(1) in known


def _functions(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def _in_chainer(error):
    """Whether Chainer is there at all: what fails before it was imported has other reasons."""
    return 'chainer' in sys.modules or 'chainer' in str(error)


@contextlib.contextmanager
def told(version):
    """Tell so after an error's traceback, where no old Chainer was asked for."""
    try:
        yield
    except Exception as error:
        if version is None and would_help(error):
            hook = sys.excepthook

            def hook_and_hint(*args):
                hook(*args)
                sys.stderr.write(_LINE + '\n')

            sys.excepthook = hook_and_hint
        raise
