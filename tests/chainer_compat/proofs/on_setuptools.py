"""Proofs for the causes ``distutils`` and ``pkg_resources``."""

import sys
import warnings

import numpy
from pytest import MonkeyPatch

CHECK = 'chainer._environment_check'

from tests.chainer_compat.proofs import proof  # noqa: E402


@proof(CHECK, 6)
def starts_without_distutils(environment_check):
    assert 'numpy' not in vars(environment_check)


@proof(CHECK, 29)
def a_mac_is_not_asked_for_distutils(environment_check):
    with MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter('error')
        patch.setattr(sys, 'platform', 'darwin')
        # As on Python 3.12, whatever this Python is.
        patch.setattr(environment_check, 'numpy', numpy, raising=False)
        patch.delattr(numpy, 'distutils', raising=False)
        patch.setitem(sys.modules, 'numpy.distutils', None)
        environment_check._check_osx_numpy_backend()


@proof(CHECK, 7)
def other_versions_are_warned_of(environment_check):
    _no_pkg_resources(environment_check)
    entry = {'name': 'NumPy', 'packages': ['numpy'], 'specifier': '<1.0', 'help': 'HELP'}
    with MonkeyPatch.context() as patch:
        patch.setattr(environment_check.chainer._version, '_optional_dependencies', [entry])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            environment_check.check()
    assert len(caught) == 1
    assert 'NumPy (numpy) version ' + numpy.__version__ in str(caught[0].message)


@proof('chainer.testing.helper', 6)
def tests_ask_for_requirements(helper):
    _no_pkg_resources(helper)
    assert not _skipped(helper.with_requires('numpy>=1.10'))
    assert _skipped(helper.with_requires('numpy<1.0'))
    assert _skipped(helper.with_requires('no-such-distribution'))
    assert _skipped(helper.without_requires('numpy>=1.10'))


@proof('chainer.testing.doctest_helper', 3)
def doctests_ask_for_requirements(doctest_helper):
    _no_pkg_resources(doctest_helper)
    assert doctest_helper.skipif_requires_satisfied('numpy>=1.10')
    assert not doctest_helper.skipif_requires_satisfied('numpy<1.0')


def _no_pkg_resources(module):
    # setuptools 82 has none; the one installed here may be older.
    assert module.pkg_resources.__name__ != 'pkg_resources'


def _skipped(decorator):
    return getattr(decorator(lambda: None), '__unittest_skip__', False)
