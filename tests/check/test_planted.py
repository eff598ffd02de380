import sys

import pytest

if sys.version_info < (3, 10):
    pytest.skip('check/ is of today only', allow_module_level=True)

from check.finding import RIGHT, WRONG
from tests.check.planted import FAULTS, asked, planted


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    return str(tmp_path_factory.mktemp('planted'))


@pytest.mark.parametrize('fault', FAULTS, ids=[fault[0] for fault in FAULTS])
def test_the_fault_is_found_and_nothing_without_it(fault, folder):
    assert planted(fault, folder).verdict == WRONG
    clean = asked(fault[1], fault[2], folder)
    assert clean.verdict == RIGHT, clean
