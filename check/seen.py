"""What the network sees, just before it: pictures, and whether they are those of the files."""

import os

import numpy
from PIL import Image

from check.finding import LOOK, RIGHT, WRONG, Finding, unknown
from check.session import same_size, some
from cli import files
from data.pictures.classes import colormap
from data.pictures.overlay import figure

FILES, TOGETHER = 'pictures as in their files', 'label moves with picture'
PICTURE = 'seen.png'
NUMBER = 6
# Blue, green, red, of ImageNet's pictures: written down once more, for a mistake in the
# repository's own constant must not hide here.
_MEAN = numpy.array([103.939, 116.779, 123.68])


def check(session, out):
    """Draw :data:`PICTURE`, and ask two questions of data sets of pictures with labels.

    Returns:
        list of Finding: None drawn, and both not asked, for other data.
    """
    if not _of_pictures(session):
        why = 'its data are no pictures with label pictures'
        return [unknown(FILES, why), unknown(TOGETHER, why)]
    _draw(session, os.path.join(out, PICTURE))
    return [_as_in_files(session), _together(session)]


def _of_pictures(session):
    if session.train is None:
        return False
    example = session.train[0]
    return isinstance(example, tuple) and [numpy.ndim(a) for a in example] == [3, 2]


def _draw(session, path):
    """Each picture stretched from its darkest to its brightest, and its label."""
    rows = []
    colours = colormap()
    for i in range(min(NUMBER, len(session.train))):
        x, t = [session.model.device.send(a)[0] for a in session.convert([session.train[i]])]
        x, t = numpy.asarray(x), numpy.asarray(t)
        span = 'values {:.1f} to {:.1f}'.format(float(x.min()), float(x.max()))
        bgr = (x - x.min()) / max(float(x.max() - x.min()), 1e-6) * 255
        picture = numpy.clip(bgr.transpose(1, 2, 0)[:, :, ::-1], 0, 255).astype(numpy.uint8)
        label = colours[numpy.where(t < 0, 255, t)]
        size = '{} x {}'.format(t.shape[1], t.shape[0])
        rows.append([(picture, span), (label, size)])
    with files.replacing(path) as temporary:
        figure(rows, ('as the network sees it', 'label')).save(temporary)


def _as_in_files(session):
    """The specific function first: each file read here, in a few lines of its own."""
    dataset = session.train
    if not hasattr(dataset, 'pair'):
        return unknown(FILES, 'its data set does not tell the files of an example')
    worst, labels = 0.0, 1.0
    for i in numpy.linspace(0, len(dataset) - 1, min(NUMBER, len(dataset))).astype(int):
        x, t = dataset[int(i)]
        picture_file, label_file = dataset.pair(int(i))
        picture, label = Image.open(picture_file).convert('RGB'), Image.open(label_file)
        size = t.shape[1], t.shape[0]
        if picture.size != size:
            picture, label = picture.resize(size, Image.BOX), label.resize(size, Image.NEAREST)
        expected = numpy.asarray(picture, float)[:, :, ::-1] - _MEAN
        worst = max(worst, float(abs(expected.transpose(2, 0, 1) - x).mean()))
        label = numpy.asarray(label).astype(int)
        counted = t >= 0
        labels = min(labels, float((label == t)[counted].mean()) if counted.any() else 1.0)
    figures = {'mean difference': worst, 'labels equal': labels}
    if labels < 0.999:
        words = '{:.1%} of the labelled pixels are those of the file: shifted, or renumbered?'
        return Finding(FILES, WRONG, figures, words.format(labels))
    if worst > 0.1:
        words = (
            'values differ by {:.1f} from the file, BGR minus ({:.0f}, {:.0f}, {:.0f}): '
            'another mean, its channels exchanged, or normalized twice?'
        )
        return Finding(FILES, WRONG, figures, words.format(worst, *_MEAN))
    return Finding(FILES, RIGHT, figures, 'BGR minus the mean, labels pixel by pixel')


def _together(session):
    """The label given as the picture too: whatever is done to one must be done to the other."""
    examples = same_size(some(session.train, min(4, len(session.train))))
    shown = [(numpy.stack([t] * 3).astype('f'), t) for _, t in examples]
    found = []
    for _ in range(4):
        x, t = [session.model.device.send(a) for a in session.convert(shown)]
        x, t = _middle(numpy.asarray(x), t.shape[1:]), numpy.asarray(t)
        counted = t >= 0
        found.append(float((abs(x[:, 0] - t) < 0.5)[counted].mean()) if counted.any() else 1.0)
        # Flips and cuts are drawn: four draws see both ways of most.
        shown = shown[1:] + shown[:1]
    share = min(found)
    figures = {'equal': share}
    if share > 0.97:
        return Finding(TOGETHER, RIGHT, figures, '{:.1%} of the pixels'.format(share))
    words = 'only {:.1%} of the pixels: flipped, cut or resized apart?'.format(share)
    return Finding(TOGETHER, WRONG if share < 0.9 else LOOK, figures, words)


def _middle(x, size):
    """Of pictures that bring their surroundings, as U-Net's tiles, what is labelled."""
    top, left = [(seen - labelled) // 2 for seen, labelled in zip(x.shape[2:], size)]
    return x[:, :, top : top + size[0], left : left + size[1]]
