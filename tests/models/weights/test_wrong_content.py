"""Weights files of the right format that hold what no network can use."""

import io
import zipfile

import numpy
import pytest

from cli.errors import UserError
from models import weights
from models.fcn32s import MyFcn32sWithAnySize
from models.lstm import LSTM
from models.vggnet import VGGNet
from train.parts import loop


def arrays_of(path, model):
    loop.save(str(path), model)
    with numpy.load(str(path)) as npz:
        return dict(npz)


@pytest.mark.parametrize('value', [numpy.nan, numpy.inf, -numpy.inf])
@pytest.mark.parametrize('dtype', ['f4', 'f8'])
def test_a_number_that_is_none_is_refused(tmp_path, value, dtype):
    path = tmp_path / 'model_final.npz'
    arrays = arrays_of(path, LSTM())
    arrays['l1/W'] = arrays['l1/W'].astype(dtype)
    arrays['l1/W'][0, 0] = value
    numpy.savez(str(path), **arrays)
    model = LSTM()
    before = model.l1.b.array.copy()
    with pytest.raises(UserError, match='model_final.npz: l1/W holds NaN or infinity'):
        weights.load(str(path), model)
    numpy.testing.assert_array_equal(model.l1.b.array, before)


def test_a_number_too_large_for_float32_is_refused(tmp_path):
    path = tmp_path / 'w.npz'
    arrays = arrays_of(path, LSTM())
    arrays['l1/W'] = numpy.full(arrays['l1/W'].shape, 1e300)
    numpy.savez(str(path), **arrays)
    with pytest.raises(UserError, match='l1/W holds NaN or infinity'):
        weights.load(str(path), LSTM())


@pytest.mark.parametrize('network', [VGGNet(3, 32, 2), MyFcn32sWithAnySize(3, 2)])
@pytest.mark.parametrize('change', [
    lambda a: numpy.float32(1), lambda a: numpy.zeros((0,) + a.shape[1:], 'f'),
    lambda a: a.astype('c8'), lambda a: a.astype('U9'), lambda a: a.astype('M8[s]'),
], ids=['scalar', 'empty', 'complex', 'strings', 'dates'])  # fmt: skip
def test_an_array_of_another_kind_is_refused(tmp_path, network, change):
    path = tmp_path / 'w.npz'
    arrays = arrays_of(path, network)
    for name in sorted(arrays):
        numpy.savez(str(path), **dict(arrays, **{name: change(arrays[name])}))
        with pytest.raises(UserError, match='w.npz: '):
            weights.load_trained(str(path))


def test_a_header_that_asks_for_terabytes_is_refused_before_there_is_room_for_them(tmp_path):
    path = tmp_path / 'w.npz'
    header = io.BytesIO()
    numpy.lib.format.write_array_header_1_0(
        header, {'descr': '<f4', 'fortran_order': False, 'shape': (10**12,)}
    )
    with zipfile.ZipFile(str(path), 'w') as archive:
        archive.writestr('conv1_1/W.npy', header.getvalue() + b'\0' * 16)
    with pytest.raises(UserError, match='should be of 4000000000000 bytes and has 16'):
        weights.load_trained(str(path))


def test_objects_are_refused(tmp_path):
    path = tmp_path / 'w.npz'
    numpy.savez(str(path), **{'conv1_1/W': numpy.array([{}, None])})
    with pytest.raises(UserError, match='not an .npz file, or a damaged one'):
        weights.load_trained(str(path))
