"""Networks of one's own, given by Python code: what they take and give, and what they do wrong."""

import pathlib
import sys

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from cli.errors import UserError
from look.inside import networks
from look.inside.recording import Recording


class Own(chainer.Chain):
    """A network of somebody's: links by name, and what to do with them."""

    def __init__(self, call, **links):
        super().__init__()
        self._call = call
        with self.init_scope():
            for name, link in links.items():
                setattr(self, name, link)

    def forward(self, *inputs):
        return self._call(self, *inputs)


PICTURE = numpy.random.RandomState(0).randint(0, 256, (6, 8, 3)).astype('u1')


def recorded(model, preprocess, **more):
    network = networks.Given(model, preprocess, **more)
    kept = Recording(network, PICTURE, lambda share: None)
    kept.told()
    return kept


@pytest.mark.parametrize('dtype', ['f2', 'f4', 'f8'])
@pytest.mark.parametrize('weights', ['f4', 'f8'])
def test_floats_become_of_the_type_of_the_weights(dtype, weights):
    with chainer.using_config('dtype', numpy.dtype(weights)):
        model = Own(lambda self, x: self.conv(x), conv=L.Convolution2D(3, 2, 1))
    kept = recorded(model, lambda picture: picture.transpose(2, 0, 1).astype(dtype))
    assert kept.steps[0].taken[0].dtype == weights == kept.output.dtype.str[1:]


def test_floats_of_a_network_without_weights_become_of_chainers_type():
    kept = recorded(Own(lambda self, x: F.relu(x)), lambda p: p.transpose(2, 0, 1) / 255)
    assert kept.output.dtype == chainer.get_dtype() == numpy.float32


def test_whole_numbers_stay_what_they_are():
    model = Own(lambda self, x: self.embed(x), embed=L.EmbedID(256, 3))
    kept = recorded(model, lambda picture: picture[..., 0].astype('i'))
    numpy.testing.assert_array_equal(kept.output[0], model.embed.W.array[PICTURE[..., 0]])


def test_several_inputs():
    model = Own(
        lambda self, x, y: self.conv(x) + F.sum(self.embed(y)), conv=L.Convolution2D(3, 2, 1),
        embed=L.EmbedID(9, 2),
    )  # fmt: skip
    kept = recorded(
        model, lambda picture: (picture.transpose(2, 0, 1) / 255, numpy.array([1, 2], 'i'))
    )
    assert kept.told()['input'] == (1, 3, 6, 8)
    taken = {step.link: step.inputs for step in kept.steps if step.parameters}
    assert taken == {'/conv': [((1, 3, 6, 8), -1)], '/embed': [((1, 2), -1)]}
    assert len(kept.speaking(0, 0, 1, 0.5, 0.5, lambda share: None)) == 2
    swapped = recorded(
        model, lambda picture: (numpy.array([1, 2], 'i'), picture.transpose(2, 0, 1) / 255),
        forward=lambda y, x: model(x, y),
    )  # fmt: skip
    numpy.testing.assert_array_equal(swapped.output, kept.output)


@pytest.mark.parametrize(
    'given, words', [(None, 'NoneType'), ('text', '<U4'), ([None], 'list'), ((None, 1), 'NoneType')]
)
def test_what_is_no_input_is_told_in_a_line(given, words):
    with pytest.raises(UserError, match='preprocess gave {}, where an array of'.format(words)):
        recorded(Own(lambda self, x: x), lambda picture: given)


def test_a_network_that_returns_nothing(tiny):
    with pytest.raises(UserError, match='gave None: forward= must return'):
        recorded(Own(lambda self, x: None), lambda p: p.transpose(2, 0, 1).astype('f'))


@pytest.mark.parametrize('given', [pathlib.Path, lambda p: [pathlib.Path(p)], lambda p: [p], str])
def test_pictures_by_path(tiny, monkeypatch, given):
    import look
    from look import serving

    made = []
    monkeypatch.setattr(serving, 'serve', lambda *given: made.append(given))
    look.serve(Own(lambda self, x: x), given(tiny), lambda picture: picture)
    assert len(made[0][0].pictures.now()) == 5


def test_sys_exit_of_a_network_is_told(tiny):
    from look.app import create
    from look.guard import Guard
    from look.places import Places

    given = networks.Given(Own(lambda self, x: sys.exit('no weights')), lambda p: p.astype('f'))
    client = create(Places([], [tiny]), Guard('127.0.0.1'), given).test_client()
    picture = client.get('/api/inside').json['pictures'][0]
    for _ in range(2):
        sent = client.post(
            '/api/inside/open', query_string={'network': '', 'picture': picture},
            headers={'X-Look': '1'},
        )  # fmt: skip
        job = {'state': 'waiting'}
        while job['state'] in ('waiting', 'running'):
            job = client.get('/api/jobs/' + sent.json['id']).json
        assert (job['state'], job['error']) == ('failed', 'SystemExit: no weights')
