"""Parameters and multiplications of separable and plain convolutions, counted by hand."""

import chainer
import chainer.links as L
import numpy

from benchmarks import separable
from models.deeplab import DeepLabV3Plus
from models.parts.separable import SeparableConvolution


class One(chainer.Chain):
    """A network whose parts are one separable convolution, one plain and nothing."""

    def __init__(self):
        super(One, self).__init__()
        with self.init_scope():
            self.xception = SeparableConvolution(3, 5)
            self.aspp = L.Convolution2D(5, 2, 1, nobias=True)
            self.decoder = chainer.Sequential(chainer.functions.relu)

    def score(self, x, size):
        return self.decoder(self.aspp(self.xception(x, stride=2)))


def test_by_hand():
    found = separable.count(One(), numpy.zeros((2, 3, 8, 10), 'f'))
    cells = 2 * 4 * 5
    own, plain = found['xception']
    assert own == (3 * 9 + 2 * 3 + 3 * 5 + 2 * 5, cells * (3 * 9 + 3 * 5))
    assert plain == (3 * 5 * 9 + 2 * 5, cells * 3 * 5 * 9)
    assert found['aspp'] == ((10, cells * 10),) * 2
    assert found['decoder'] == ((0, 0),) * 2
    assert found[''][0] == (own[0] + 10, own[1] + cells * 10)
    assert found[''][1] == (plain[0] + 10, plain[1] + cells * 10)


def test_the_parts_of_the_network_and_its_scores(tmp_path, script):
    model = DeepLabV3Plus(4, 2)
    found = separable.count(model, numpy.zeros((1, 3, 65, 65), 'f'))
    for i in range(2):
        parts = [sum(found[part][i][j] for part in separable.PARTS) for j in range(2)]
        logits = 16 * 4 + 4, 17 * 17 * 16 * 4
        assert found[''][i] == (parts[0] + logits[0], parts[1] + logits[1])
    status, printed, err = script(
        separable.main, '--width', 2, '--size', 33, '--out', tmp_path / 'table.md'
    )
    assert status == 0, err
    assert len((tmp_path / 'table.md').read_text().splitlines()) == 6


def test_no_picture_of_no_size(script):
    status, _, err = script(separable.main, '--size', 0)
    assert status == 2 and '--size' in err
