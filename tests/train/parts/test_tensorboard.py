"""The event files hold what the log holds, also after a kill."""

import io
import json
import struct
import sys

import numpy
import pytest
from PIL import Image

from train import fcn32s

SMALL = ['--width', 2, '--loaders', 0, '--epoch', 2, '--tensorboard']


def events(path):
    """The events of a file of TensorFlow's records: length, checksum, content, checksum."""
    event_pb2 = pytest.importorskip('tensorboardX.proto.event_pb2')
    data = path.read_bytes()
    while data:
        (length,) = struct.unpack('<Q', data[:8])
        yield event_pb2.Event.FromString(data[12 : 12 + length])
        data = data[16 + length :]


def shown(folder):
    """By tag and step, what TensorBoard shows: files in order, a restart takes back."""
    values = {}
    for path in sorted(folder.glob('events.out.tfevents.*')):
        for event in events(path):
            if event.session_log.status:
                values = {key: v for key, v in values.items() if key[1] < event.step}
            for value in event.summary.value:
                assert (value.tag, event.step) not in values
                is_image = value.HasField('image')
                values[value.tag, event.step] = value.image if is_image else value.simple_value
    return values


def test_events_are_the_log_and_the_pictures_also_after_a_resume(tiny, tmp_path, script):
    pytest.importorskip('tensorboardX')
    out = tmp_path / 'run'
    options = ['--data', tiny, '--out', out] + SMALL
    status, _, err = script(fcn32s.main, *options)
    assert status == 0, err
    # As if it had been killed in the second epoch.
    (out / 'snapshot_iter_8').unlink()
    status, _, err = script(fcn32s.main, '--resume', *options)
    assert status == 0, err

    assert len(list(out.glob('events.out.tfevents.*'))) == 2
    values = shown(out)
    log = json.loads((out / 'log').read_text())
    assert [entry['iteration'] for entry in log] == [4, 8]
    for entry in log:
        for name in set(entry) - {'iteration', 'elapsed_time'}:
            assert values.pop((name, entry['iteration'])) == pytest.approx(entry[name], rel=1e-6)
    assert values.pop(('lr', 4)) == values.pop(('lr', 8)) == pytest.approx(fcn32s.LR)
    assert set(values) == {('examples', 4), ('examples', 8)}
    with Image.open(io.BytesIO(values['examples', 8].encoded_image_string)) as event, Image.open(
        str(out / 'examples.png')
    ) as picture:
        assert numpy.array_equal(numpy.asarray(event), numpy.asarray(picture.convert('RGB')))


def test_without_tensorboardx(monkeypatch, tiny, tmp_path, refused):
    monkeypatch.setitem(sys.modules, 'tensorboardX', None)
    line = refused(fcn32s.main, '--data', tiny, '--out', tmp_path / 'run', *SMALL)
    assert '--tensorboard needs tensorboardX' in line and 'requirements/tensorboard.txt' in line
