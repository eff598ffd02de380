"""Weights files of the right format that hold what no network can use."""

import io
import tracemalloc
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


def write_zeros(path, arrays, name, shape):
    """An .npz of ``arrays``, and of zeros that take a thousandth of their size."""
    header = io.BytesIO()
    numpy.lib.format.write_array_header_1_0(
        header, {'descr': '<f4', 'fortran_order': False, 'shape': shape}
    )
    left = 4 * int(numpy.prod(shape))
    numpy.savez(str(path), **{n: a for n, a in arrays.items() if n != name})
    with zipfile.ZipFile(str(path), 'a', zipfile.ZIP_DEFLATED) as archive:
        with archive.open(name + '.npy', 'w') as f:
            f.write(header.getvalue())
            while left:
                left -= f.write(b'\0' * min(left, 10**6))


@pytest.mark.parametrize('name, message', [
    ('l1/W', r"weights of another network: l1/W of LSTM is \(25, 1000, 1000\) there"),
    ('more/W', None),
])  # fmt: skip
def test_what_no_network_takes_is_not_unpacked(tmp_path, name, message):
    """A file of 100 kB may hold 100 MB of zeros, and one of 3 MB 3 GB."""
    path = tmp_path / 'w.npz'
    write_zeros(path, arrays_of(path, LSTM()), name, (25, 1000, 1000))
    assert path.stat().st_size < 10**6
    tracemalloc.start()
    try:
        if message is None:
            weights.load(str(path), LSTM())
        else:
            with pytest.raises(UserError, match=message):
                weights.load(str(path), LSTM())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5 * 10**7


def test_nor_is_a_header_of_gigabytes(tmp_path):
    path = tmp_path / 'w.npz'
    with zipfile.ZipFile(str(path), 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('l1/W.npy', b'\x93NUMPY\x02\x00\x00\x00\x00\x04' + b' ' * 2**26)
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match='damaged one: l1/W.npy is no plain array'):
            weights.load(str(path), LSTM())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5 * 10**7
