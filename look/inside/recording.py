"""A picture's way through a network, as the page asks for it."""

import collections
import io
import itertools
import threading

import numpy
from PIL import Image

from data.pictures.overlay import indexed
from data.pictures.palette import legend
from look.inside import maps, recorder
from look.places import Outside
from models.parts import detection

# Of all recordings together; the last one is kept whatever it takes.
_MOST_BYTES = 2 * 2**30
_KEPT = 4


class Recording:
    """What one forward pass left.

    Args:
        network (~look.inside.networks.Network): Network.
        picture: uint8 (H, W, 3), RGB.
        go_on: Called before each function with the share that is done; what it raises ends it.

    Attributes:
        steps: List of :class:`~look.inside.recorder.Step`.
        output: The network's output, a NumPy array.
    """

    def __init__(self, network, picture, go_on):
        self.network, self.picture = network, picture
        self._x = network.model.device.send(network.prepare(picture))
        self.steps, self.output = recorder.passed(network.model, network.forward, self._x, go_on)
        objects = network.objects(self._x)
        shown = {'shown': detection.SHOWN, 'objects': objects}
        self._boxes = None if objects is None else shown
        self.bytes = sum(a.nbytes for step in self.steps for a in step.outputs)

    def told(self):
        """All that the page's list of layers needs, as JSON can hold it."""
        network = self.network
        parameters = sum(p.size for p in network.model.params() if p.array is not None)
        return {
            'network': type(network.model).__name__,
            'parameters': int(parameters),
            'picture': self.picture.shape[:2],
            # The first, of several.
            'input': (self._x[0] if isinstance(self._x, tuple) else self._x).shape,
            'output': self.output.shape,
            'classes': network.classes,
            'steps': [_told(step) for step in self.steps],
            'legend': self._legend(),
            'boxes': self._boxes,
            'colours': network.palette[: self.channels()].tolist(),
        }

    def maps(self, number, out=0):
        """Maps (C, H, W) that a step gave; ``out`` -1: where its pooling found the maxima.

        Raises:
            Outside: There is no such step.
        """
        if not 0 <= number < len(self.steps):
            raise Outside(str(number))
        step = self.steps[number]
        if out == -1 and step.places is not None:
            return maps.of(step.places)
        if not 0 <= out < len(step.outputs):
            raise Outside(str(out))
        return maps.of(step.outputs[out])

    def channels(self):
        """How many class scores the output has; 0 where it has none that belong to pixels."""
        return self.output.shape[1] if self.output.ndim in (2, 4) else 0

    def predicted(self):
        """Class of each pixel, int32 (h, w), or None where the output is no map of scores."""
        if self.output.ndim != 4 or self.channels() < 2:
            return None
        return self.output[0].argmax(axis=0).astype(numpy.int32)

    def _legend(self):
        label = self.predicted()
        if label is None:
            return []
        return legend(label, self.network.classes or self._numbers())

    def _numbers(self):
        return [str(i) for i in range(self.channels())]

    def scores(self, y, x):
        """Class scores at a place, 0 to 1 of height and width: most probable first.

        Returns:
            list of dict: ``class``, ``name``, ``score`` as it came out, and ``share``, the softmax;
            None for what is no finite number.
        """
        if not self.channels():
            return []
        scores = self.output[0]
        if scores.ndim == 3:
            scores = scores[(slice(None),) + _pixel(scores.shape[1:], y, x)]
        scores = scores.astype(numpy.float64)
        with numpy.errstate(invalid='ignore'):
            shares = numpy.exp(scores - scores.max())
            shares /= shares.sum()
        names = self.network.classes or self._numbers()
        return [
            {
                'class': int(i),
                'name': names[i] if i < len(names) else str(i),
                'score': _finite(scores[i]),
                'share': _finite(shares[i]),
            }
            for i in numpy.argsort(-scores, kind='stable')
        ]

    def speaking(self, number, out, class_, y, x, go_on):
        """What each map of a step adds to the score of a class at a place: a list, a map each.

        None for what is no finite number.
        See :func:`look.inside.recorder.gradient`.
        """
        self.maps(number, out)

        def choose(output):
            if output.ndim == 4:
                return output[(0, class_) + _pixel(output.shape[2:], y, x)]
            return output[0, class_]

        if not 0 <= class_ < self.channels():
            raise Outside(str(class_))
        network = self.network
        array, gradient = recorder.gradient(
            network.model, network.forward, self._x, number, out, choose, go_on
        )
        with numpy.errstate(all='ignore'):
            sums = maps.of(array * gradient).sum(axis=(1, 2), dtype=numpy.float64)
        return [_finite(v) for v in sums]

    def weights(self, number):
        """Filters of a step as pictures, uint8 (K, h, w, 3), or None where there are none such."""
        self.maps(number)
        for _, _, array in self.steps[number].parameters:
            found = maps.filters(array)
            if found is not None:
                return found
        return None

    def png(self, what):
        """The picture, or the prediction in its colours: bytes of a PNG, or None."""
        image = Image.fromarray(self.picture)
        if what == 'prediction':
            label = self.predicted()
            if label is None:
                return None
            image = indexed(label, self.network.palette)
            # As data.pictures.overlay: what is behind all else stays as it was photographed.
            if self.network.classes[:1] == ['background']:
                image.info['transparency'] = 0
        file = io.BytesIO()
        image.save(file, 'PNG')
        return file.getvalue()


class Recordings:
    """The last few recordings, by number."""

    def __init__(self):
        self._numbers = itertools.count(1)
        self._kept = collections.OrderedDict()
        self._lock = threading.Lock()

    def keep(self, recording):
        """Keep it, and drop the oldest where there is too much; gives its id."""
        with self._lock:
            id_ = str(next(self._numbers))
            self._kept[id_] = recording
            while len(self._kept) > 1 and (
                len(self._kept) > _KEPT or sum(r.bytes for r in self._kept.values()) > _MOST_BYTES
            ):
                self._kept.popitem(last=False)
        return id_

    def find(self, id_):
        """The recording of that id.

        Raises:
            Outside: There never was one, or it had to make room.
        """
        with self._lock:
            if id_ not in self._kept:
                raise Outside('a picture that was looked at before, and made room: open it again')
            return self._kept[id_]


def _told(step):
    return {
        'number': step.number,
        'kind': step.kind,
        'link': step.link.lstrip('/'),
        'parameters': [(name, shape) for name, shape, _ in step.parameters],
        'inputs': step.inputs,
        'outputs': [array.shape for array in step.outputs],
        'places': step.places is not None,
        'filters': any(
            len(shape) == 4 and shape[1] in (1, 3) for _, shape, _ in step.parameters
        ),
        'milliseconds': round(step.seconds * 1000, 2),
    }  # fmt: skip


def _finite(value):
    """A number as JSON can hold it: None for NaN and infinity."""
    return float(value) if numpy.isfinite(value) else None


def _pixel(size, y, x):
    """The place in a map of ``size`` of a point, 0 to 1 each."""
    return tuple(
        min(side - 1, max(0, int(part * side))) for part, side in zip((y, x), size)
    )  # fmt: skip
