"""Figure 4 of DeepLabv3, against a convolution of ones."""

import chainer.functions as F
import numpy
import pytest

from report import valid_weights


@pytest.mark.parametrize('side, rate', [(7, 1), (7, 2), (7, 3), (7, 4), (8, 4), (7, 6), (7, 9)])
def test_shares_are_what_a_convolution_sees(side, rate):
    ones = numpy.ones((1, 1, side, side), 'f')
    seen = F.convolution_2d(ones, numpy.ones((1, 1, 3, 3), 'f'), pad=rate, dilate=rate).array
    found = valid_weights.shares(side, rate)
    assert sum(found.values()) == pytest.approx(1)
    for number in range(1, 10):
        assert found.get(number, 0) == pytest.approx((seen == number).mean())
    assert valid_weights.mean(side, rate) == pytest.approx(seen.mean())


def test_what_is_written(tmp_path, script, refused):
    status, printed, err = script(valid_weights.main, '--out', tmp_path)
    assert status == 0, err
    assert (tmp_path / 'valid_weights.md').read_text().strip() in printed
    # At a rate of the side all but the middle weight see the padding.
    assert '| 64 | 93.9% | 0.1% | 0.0% | 6.0% | 1.06 |' in printed
    assert (tmp_path / 'valid_weights.png').read_bytes()[:8] == b'\x89PNG\r\n\x1a\n'
    assert 'valid_weights.png' in refused(valid_weights.main, '--out', tmp_path)
