"""The post's network as the real old Chainers pickled it, and what they predicted with it."""

import json
import os
import pickle
import sys

import numpy
import pytest

from chainer_compat import convert
from data.sine import Sine
from predict import lstm_sine

HERE = os.path.join(os.path.dirname(__file__), 'pickled_sine')
VERSIONS = '1.24.0', '3.5.0'
GIVEN, PREDICTED = 25, 75


def expected(version):
    with open(os.path.join(HERE, version + '.json')) as f:
        return numpy.array(json.load(f))


def check(model, version):
    found = lstm_sine.predict(model, Sine(50, 1).make()[None, :GIVEN], PREDICTED)[0]
    # Each value is fed back, 75 times.
    assert abs(found - expected(version)).max() < 1e-5


@pytest.mark.skipif(sys.version_info < (3, 8), reason='the period stack loads no old pickle')
@pytest.mark.parametrize('version', VERSIONS)
def test_by_pickle(version, monkeypatch):
    """With the program's own class, as it stood beside the file."""
    monkeypatch.syspath_prepend(HERE)
    monkeypatch.delitem(sys.modules, 'lstm', raising=False)
    with open(os.path.join(HERE, version + '.pkl'), 'rb') as f:
        model = pickle.load(f, encoding='latin1')
    assert type(model).__module__ == 'lstm'
    check(model, version)


@pytest.mark.parametrize('version', VERSIONS)
def test_by_its_weights(version, script, tmp_path):
    """Nothing of the file is run, and this repository's class takes what is in it."""
    path = tmp_path / 'sine.npz'
    convert.convert(os.path.join(HERE, version + '.pkl'), str(path), own=['lstm.LSTM'])
    check(lstm_sine.load(str(path)), version)
    status, out, err = script(lstm_sine.main, path, '--out', tmp_path / 'predicted')
    assert status == 0, err
    with open(str(tmp_path / 'predicted' / 'prediction.json')) as f:
        case = json.load(f)[1]
    assert abs(numpy.array(case['prediction']) - expected(version)).max() < 1e-5


def test_weights_alone_need_a_folder(refused, tmp_path):
    path = tmp_path / 'sine.npz'
    convert.convert(os.path.join(HERE, '3.5.0.pkl'), str(path), own=['lstm.LSTM'])
    assert '--out' in refused(lstm_sine.main, path)
    numpy.savez(str(path), a=numpy.zeros(3))
    assert 'another network' in refused(lstm_sine.main, path, '--out', tmp_path / 'out')
