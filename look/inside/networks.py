"""Networks that can be looked into: those of runs, and one that is given by Python code."""

import os

import chainer
import chainer.functions as F
import numpy

from cli.errors import UserError
from data.pictures import boxed
from data.pictures.classes import colormap
from data.pictures.picture import to_input
from look import plain
from models.parts import detection, grid
from predict.parts import classifiers, colours, detectors
from predict.parts import networks as trained

# Longer side that pictures are shrunk to: feature maps of 64 channels at this size take 67 MB.
SIDE = 512
# Of objects that are sent to the page, which hides the less sure ones.
LEAST_SCORE = 0.05
PICTURES, WAVE, WORDS = 'pictures', 'wave', 'words'
VECTORS = 'vectors.txt'


class Network:
    """A network of pictures, ready to be looked into.

    Attributes:
        model (~chainer.Link): Network, with its weights.
        classes (list of str): Names of its output's channels; empty where they have none.
        palette: uint8 (256, 3), RGB, their colours.
        scale (float): What its training shrank pictures by.
    """

    def __init__(self, model, classes=(), palette=None, scale=1):
        self.model, self.classes, self.scale = model, list(classes), scale
        self.palette = colormap() if palette is None else palette

    def prepare(self, picture):
        """The input of a picture, uint8 (H, W, 3) RGB: float32 (1, C, H, W)."""
        return to_input(picture)[None]

    def forward(self, x):
        """The output for an input: class scores."""
        return self.model.score(x, x.shape[2:])

    def objects(self, x):
        """Objects found in an input: a list, see :class:`Detector`; None of what finds none."""
        return None


class Given(Network):
    """Of a person's own: see :func:`look.serve`."""

    def __init__(self, model, preprocess, classes=None, forward=None):
        super().__init__(model, classes or ())
        self._preprocess, self._forward = preprocess, forward or model

    def prepare(self, picture):
        """The input, or a tuple of them where ``preprocess`` gives one."""
        given = self._preprocess(picture)
        if isinstance(given, tuple):
            return tuple(self._batch(each) for each in given)
        return self._batch(given)

    def forward(self, x):
        output = self._forward(*x) if isinstance(x, tuple) else self._forward(x)
        if output is None:
            raise UserError('the network gave None: forward= must return its output')
        return output

    def _batch(self, given):
        """One input with the batch's axis, floats as the weights are, others as they came."""
        x = numpy.asarray(given)
        if x.dtype.kind not in 'fiub':
            found = type(given).__name__ if x.dtype.kind == 'O' else x.dtype
            raise UserError('preprocess gave {}, where an array of numbers belongs'.format(found))
        return x.astype(self._dtype(), copy=False)[None] if x.dtype.kind == 'f' else x[None]

    def _dtype(self):
        for param in self.model.params():
            if param.array is not None and param.dtype.kind == 'f':
                return param.dtype
        return chainer.get_dtype()


class Classifier(Network):
    """Of whole pictures: VGGNet, SqueezeNet, SPP-net. The output is one score a class.

    Args:
        classifier (~predict.parts.classifiers.Classifier): Network, names, and what it is shown.
    """

    def __init__(self, classifier):
        super().__init__(classifier.model, classifier.classes)
        self._prepare = classifier.prepare

    def prepare(self, picture):
        return self._prepare(picture)[None]

    def forward(self, x):
        return self.model.score(x)


class Detector(Network):
    """A YOLO: how sure each cell of its grid is of each class, and of nothing."""

    def __init__(self, model, classes):
        super().__init__(model, ['nothing'] + list(classes))

    def prepare(self, picture):
        x, _ = boxed.resized(to_input(picture), numpy.zeros((0, 4), 'f'), self.model.size)
        return x[None]

    def forward(self, x):
        """The surest box of each cell, (1, 1 + n_class, 7, 7); nothing is what isn't shown."""
        cells = self.model.cells(x)
        surest = F.max(cells[..., 4 : 5 * grid.B : 5], axis=3, keepdims=True)
        of_classes = cells[..., 5 * grid.B :]
        scores = F.broadcast_to(surest, of_classes.shape) * of_classes
        nothing = self.model.xp.full(surest.shape, detection.SHOWN, surest.dtype)
        return F.transpose(F.concat([nothing, scores], axis=3), (0, 3, 1, 2))

    def objects(self, x):
        """Of each object its class (a channel of the output), its name, score and box.

        A box is y_min, x_min, y_max, x_max as shares of the picture's sides.
        """
        return [
            {
                'class': int(label) + 1, 'name': self.classes[label + 1], 'score': float(score),
                'box': box.tolist(),
            }
            for box, label, score in zip(*self.model.predict(x, LEAST_SCORE)[0])
        ]  # fmt: skip


def kind(files, facts):
    """What can be looked into of a run: one of the kinds above, or None.

    Args:
        files: Names of the files in its folder.
        facts (dict): Its args.json.
    """
    if VECTORS in files:
        return WORDS
    if facts.get('model') == 'lstm':
        return WAVE if trained.FINAL in files else None
    known = facts.get('model') in [*trained.NETWORKS, *detectors.NETWORKS, *classifiers.RUNS]
    return PICTURES if known and {trained.FINAL, trained.BEST} & files else None


def load(folder, facts):
    """The :class:`Network` of a run, its best weights where there are such.

    Raises:
        UserError: Its weights cannot be read, or are no plain arrays.
    """
    name = trained.BEST if plain.is_file(os.path.join(folder, trained.BEST)) else trained.FINAL
    path = os.path.join(folder, name)
    if not plain.is_file(path):
        raise UserError('{}: no weights yet, or a link'.format(path))
    if facts['model'] in classifiers.RUNS:
        return Classifier(classifiers.of_run(folder, name))
    if facts['model'] in detectors.NETWORKS:
        model = detectors.load(folder, chainer.get_device('@numpy'), name)
        return Detector(model, facts['classes'])
    model = trained.load(folder, chainer.get_device('@numpy'), name)
    scale = facts['options'].get('scale', 1)
    return Network(model, facts['classes'], colours.of_run(folder), scale)
