"""Each cause of the mode is needed and does what it is for."""

import functools
import importlib.util
import json

import pytest

from chainer_compat.v1 import switch
from tests.chainer_compat.processes import python
from tests.chainer_compat.v1.proofs import PROOFS


@functools.lru_cache(maxsize=None)
def results():
    lines = python('-m', 'tests.chainer_compat.v1.proofs').splitlines()
    return {line['cause']: line for line in map(json.loads, lines)}


@pytest.mark.parametrize('cause', sorted(PROOFS))
def test_cause(cause):
    if cause == 'cuda_names' and importlib.util.find_spec('cupy'):
        pytest.skip('CuPy is installed, which Chainer 1 without a GPU never found')
    assert results()[cause]['with'] == ''
    assert results()[cause]['without'] != ''


def test_every_cause_has_a_proof():
    assert set(PROOFS) == set(switch.all_causes())
