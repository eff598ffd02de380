"""Files of the real old Chainers (``made/``, by ``make.py``) answer here as they did there."""

import copy
import os
import pickle
import sys

import chainer
import numpy
import pytest

from tests.chainer_compat.files import make

# On the period stack chainer_compat leaves Chainer as it is.
pytestmark = pytest.mark.skipif(sys.version_info < (3, 8), reason='the period stack')

MADE = os.path.join(os.path.dirname(__file__), 'made')
VERSIONS = sorted(os.listdir(MADE), key=lambda version: [int(n) for n in version.split('.')])
WITH_LINKS = [version for version in VERSIONS if version not in ('1.0.1', '1.4.1')]
# The real 2.1 forgot in a snapshot how many steps Adam had done, and went on otherwise.
WITH_TRAINER = [version for version in WITH_LINKS if version not in ('1.8.2', '2.1.0')]


def path(version, name):
    return os.path.join(MADE, version, name)


def unpickled(version, name):
    with open(path(version, name), 'rb') as f:
        return pickle.load(f, encoding='latin1')


def answers(version):
    with numpy.load(path(version, 'answers.npz')) as npz:
        return dict(npz)


def questions():
    """How each link is asked: the same questions in Chainer 7 and for its function sets."""
    found = {name: ask for name, (_, ask) in make.builders().items()}
    found['set'] = lambda made: made.fc(
        chainer.functions.max_pooling_2d(
            chainer.functions.relu(made.bn(made.conv(make.variable(make.IMAGE)))), 2
        )
    )
    found['words'] = lambda made: (
        made(make.variable(make.WORDS))
        if isinstance(made, chainer.links.EmbedID)
        else made.prelu(made.words(make.variable(make.WORDS)))
    )
    found['sequences'] = lambda made: made(None, None, [make.X, make.X[:3]])[2][0]
    return found


@pytest.mark.parametrize('version', VERSIONS)
def test_links(version):
    expected, asked = answers(version), questions()
    for name, link in unpickled(version, 'links.pkl').items():
        assert all(isinstance(p, chainer.Parameter) for p in link.params())
        for again in (link, copy.deepcopy(link), pickle.loads(pickle.dumps(link))):
            again.cleargrads()
            if name in expected:
                y = make.answer(asked[name], copy.deepcopy(again))
                numpy.testing.assert_allclose(y, expected[name], rtol=1e-4, atol=1e-6, err_msg=name)


@pytest.mark.parametrize('version', ['1.8.2', '1.13.0'])
def test_eps_is_not_added_twice(version):
    """Its average had eps in it, and it added none: 7.8.1 does."""
    link = unpickled(version, 'links.pkl')['normalization']
    y = make.answer(questions()['normalization'], link)
    numpy.testing.assert_allclose(y, answers(version)['normalization'], rtol=2e-6, atol=1e-6)


@pytest.mark.parametrize('version', WITH_LINKS)
def test_what_is_no_parameter_is_there_too(version):
    link = unpickled(version, 'links.pkl')['attributes']
    assert link.note == 'caf\xe9'
    numpy.testing.assert_array_equal(link.seen.array, make.X)


@pytest.mark.parametrize('version', WITH_LINKS)
@pytest.mark.parametrize('name', ['Adam', 'MomentumSGD'])
def test_pickled_optimizer_goes_on(version, name):
    model, optimizer = unpickled(version, name + '.pkl')
    make.step(model, optimizer)
    numpy.testing.assert_allclose(model.l1.W.array, answers(version)[name], rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize('version', WITH_LINKS)
@pytest.mark.parametrize('name', ['Adam', 'MomentumSGD'])
def test_saved_optimizer_goes_on(version, name):
    model, optimizer = make.optimizer_of(name)
    chainer.serializers.load_npz(path(version, name + '_model.npz'), model)
    chainer.serializers.load_npz(path(version, name + '.npz'), optimizer)
    make.step(model, optimizer)
    numpy.testing.assert_allclose(model.l1.W.array, answers(version)[name], rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize('version', WITH_TRAINER)
def test_snapshot_goes_on(version, tmp_path):
    running, predictor = make.trainer(4, str(tmp_path))
    chainer.serializers.load_npz(path(version, 'snapshot'), running)
    running.run()
    assert [entry['epoch'] for entry in running.get_extension('LogReport').log] == [1, 2, 3, 4]
    numpy.testing.assert_allclose(predictor.W.array, answers(version)['snapshot'], rtol=1e-5)


def test_functions_keep_their_names():
    import chainer.functions.linear  # noqa: F401

    assert chainer.functions.linear.__name__ == 'linear'
    assert callable(chainer.functions.linear)
    with pytest.raises(ImportError):
        import chainer.no_such_module  # noqa: F401
    with pytest.raises(AttributeError):
        chainer.functions.connection.linear.NoSuchName  # noqa: B018


def test_a_variable_with_a_flag_in_a_program_is_refused_as_before():
    with pytest.raises(TypeError, match='takes from 1 to 2 positional arguments but 3'):
        chainer.Variable(make.X, True)
