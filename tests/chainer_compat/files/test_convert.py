"""``python -m chainer_compat.convert``: the same arrays as pickle gives, and nothing is run."""

import collections
import os
import pickle
import struct
import subprocess
import sys

import chainer
import numpy
import pytest

from chainer_compat import convert
from tests.chainer_compat.files.test_old_files import VERSIONS, path, unpickled
from tests.chainer_compat.processes import PROJECT


@pytest.mark.skipif(sys.version_info < (3, 8), reason='the period stack loads no old pickle')
@pytest.mark.parametrize('version', VERSIONS)
def test_same_arrays_as_the_model_has(version, tmp_path):
    new = str(tmp_path / 'new.npz')
    for name, link in unpickled(version, 'links.pkl').items():
        convert.convert(path(version, 'links.pkl'), new, item=name)
        expected = {}
        chainer.serializers.DictionarySerializer(expected).save(link)
        with numpy.load(new) as npz:
            assert sorted(npz.files) == sorted(expected), name
            for key in expected:
                numpy.testing.assert_array_equal(npz[key], expected[key])
        chainer.serializers.load_npz(new, link)


def refused(data, tmp_path, **options):
    """What is said of a file that holds ``data``; nothing is written."""
    old, new = tmp_path / 'old.pkl', tmp_path / 'new.npz'
    old.write_bytes(data)
    new.write_bytes(b'before')
    with pytest.raises(convert.Refused) as error:
        convert.convert(str(old), str(new), **options)
    assert new.read_bytes() == b'before'
    assert sorted(os.listdir(str(tmp_path))) == ['new.npz', 'old.pkl']
    assert len(str(error.value).splitlines()) == 1
    return str(error.value)


class Calls(object):
    """Pickled as a call."""

    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize('protocol', range(5))
def test_nothing_is_called(protocol, tmp_path):
    proof = tmp_path / 'elsewhere'
    for call in (
        Calls(os.system, 'touch {}'.format(proof)),
        Calls(eval, 'open({!r}, "w")'.format(str(proof))),
        Calls(getattr, Calls(__import__, 'os'), 'system'),
        {'model': chainer.links.Linear(2, 2), 'more': Calls(os.mkdir, str(proof))},
    ):
        message = refused(pickle.dumps(call, protocol), tmp_path)
        assert 'names ' in message and '--class' in message
        # Named as the program's own, it is a container and nothing else.
        own = ('posix', 'builtins', '__builtin__', 'nt')
        if isinstance(call, dict):
            os.remove(str(tmp_path / 'new.npz'))
            convert.convert(str(tmp_path / 'old.pkl'), str(tmp_path / 'new.npz'), own)
        else:
            refused(pickle.dumps(call, protocol), tmp_path, own=own)
    assert not proof.exists()


ATTACKS = {
    'state of a class': b'cchainer.link\nLink\n}b.',
    'state of a function': b'c_codecs\nencode\n}S"__code__"\nNsb.',
    'a chain of attributes': b'\x80\x04\x8c\x0cchainer.link\x8c\x0fos.system.__cal\x93(tR.',
    'numpy that calls': b"cnumpy.testing\nrundocs\n(S'x'\ntR.",
    'type with fields': b"cnumpy\ndtype\n(S'V8'\nI0\nI1\ntR.",
    'type with a state': b"cnumpy\ndtype\n(S'f4'\nI0\nI1\ntR(I3\nS'|'\n(ttNNI8\nI1\nI63\ntb.",
    'class by number': b'\x80\x02\x82\x01.',
    'part elsewhere': b'Pelsewhere\n.',
    'room for a number': b'\x80\x04\x95' + struct.pack('<Q', 1 << 60) + b'N.',
    'room for bytes': b'\x80\x04\x8e' + struct.pack('<Q', 1 << 40) + b'N.',
    'keys in keys': b'}(N' + b'\x85' * 300000 + b'Nu.',
    'members in members': b'\x80\x04\x8f(N' + b'\x85' * 300000 + b'\x90.',
    'no pickle': b'hello, this is a text\n',
    'empty': b'',
    'only an end': b'.',
    'zip': b'PK\x03\x04rest',
    'hdf5': b'\x89HDF\r\n\x1a\nrest',
}


@pytest.mark.parametrize('name', sorted(ATTACKS))
def test_what_is_no_model_is_refused(name, tmp_path):
    assert str(tmp_path / 'old.pkl') in refused(ATTACKS[name], tmp_path)


def test_arrays_are_as_long_as_they_say(tmp_path):
    data = pickle.dumps(chainer.links.Linear(2, 2, initialW=numpy.zeros((2, 2), 'f')), 2)
    reconstruct = b'K\x02K\x02\x86'
    assert reconstruct in data
    assert 'bytes' in refused(data.replace(reconstruct, b'K\x02K\xff\x86'), tmp_path)


@pytest.mark.parametrize('name', ['links.pkl', 'Adam.pkl'])
@pytest.mark.parametrize('version', ['1.4.1', '1.24.0', '6.7.0'])
def test_damaged_files_end_in_one_line(version, name, tmp_path):
    if not os.path.exists(path(version, name)):
        pytest.skip('Chainer {} wrote none'.format(version))
    with open(path(version, name), 'rb') as f:
        data = f.read()
    rng = numpy.random.RandomState(0)
    for end in rng.randint(0, len(data) - 1, 40):
        refused(data[:end], tmp_path, item='chain')
    for _ in range(100):
        broken = bytearray(data)
        for i in rng.randint(0, len(data), 3):
            broken[i] = rng.randint(256)
        (tmp_path / 'old.pkl').write_bytes(bytes(broken))
        try:
            convert.convert(str(tmp_path / 'old.pkl'), str(tmp_path / 'new.npz'))
        except convert.Refused as error:
            assert len(str(error).splitlines()) <= 1 or 'names' in str(error)


class Net(chainer.Chain):
    """A program's own class."""

    def __init__(self):
        super(Net, self).__init__()
        self.vocabulary = collections.OrderedDict([('a', 1)])
        with self.init_scope():
            self.l1 = chainer.links.Linear(3, 2)
            self.later = chainer.links.Linear(None, 2)

    def __setstate__(self, state):
        raise AssertionError('this is run')


def test_a_programs_own_class_is_named(tmp_path, capsys):
    old, new = str(tmp_path / 'old.pkl'), str(tmp_path / 'new.npz')
    net = Net()
    with open(old, 'wb') as f:
        pickle.dump({'net': net, 'epoch': 3}, f)
    with pytest.raises(SystemExit, match='--class .*test_convert.Net'):
        convert.main([old, new])
    convert.main([old, new, '--class', Net.__module__])
    assert 'later/W' in capsys.readouterr().out
    with numpy.load(new) as npz:
        numpy.testing.assert_array_equal(npz['l1/W'], net.l1.W.array)
        assert 'later/b' in npz.files


def test_the_file_itself_is_never_written(tmp_path):
    old = tmp_path / 'old.pkl'
    old.write_bytes(pickle.dumps(chainer.links.Linear(2, 2)))
    before = old.read_bytes()
    (tmp_path / 'link').symlink_to(old)
    for new in (old, tmp_path / 'link', tmp_path):
        with pytest.raises(convert.Refused):
            convert.convert(str(old), str(new))
    with pytest.raises(convert.Refused, match='larger than'):
        convert.convert(str(old), str(tmp_path / 'new'), limit=10)
    assert old.read_bytes() == before


def test_command():
    process = subprocess.run(
        [sys.executable, '-m', 'chainer_compat.convert', 'no_such.pkl', 'no_such.npz'],
        cwd=PROJECT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr == 'error: no_such.pkl: there is no such file\n'
