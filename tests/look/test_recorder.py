"""What passes through a network is what Chainer's functions give without anybody watching."""

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from look.inside import recorder
from models.fcn_squeeze import FCN
from models.lstm import LSTM
from models.segnet import SegNet
from models.vggnet import VGGNet

X = numpy.random.RandomState(0).standard_normal((1, 3, 37, 41)).astype('f')


class Branches(chainer.Chain):
    """Links within links, two inputs to one function, one link used twice, several outputs."""

    def __init__(self):
        super().__init__()
        with self.init_scope():
            self.inner = chainer.Sequential(L.Convolution2D(3, 4, 3, pad=1), F.relu)
            self.twice = L.Convolution2D(4, 4, 1)

    def forward(self, x):
        h = self.inner(x)
        h = F.concat([self.twice(h), self.twice(F.tanh(h))])
        a, b = F.split_axis(h, 2, 1)
        return {'scores': a + b}


def test_every_call_with_its_place_and_where_its_inputs_come_from():
    model = Branches()
    steps, output = recorder.passed(model, model, X)
    assert [(s.kind, s.link) for s in steps] == [
        ('Convolution2DFunction', '/inner/0'), ('ReLU', '/inner'),
        ('Convolution2DFunction', '/twice'), ('Tanh', ''), ('Convolution2DFunction', '/twice'),
        ('Concat', ''), ('SplitAxis', ''), ('_ + _', ''),
    ]  # fmt: skip
    assert steps[0].inputs == [((1, 3, 37, 41), -1)]
    assert [number for _, number in steps[5].inputs] == [2, 4]
    assert [name for name, _, _ in steps[0].parameters] == ['W', 'b']
    assert len(steps[6].outputs) == 2 and steps[7].outputs[0] is output
    numpy.testing.assert_array_equal(output, steps[6].outputs[0] + steps[6].outputs[1])


@pytest.mark.parametrize('network', [FCN, SegNet], ids=lambda n: n.__name__)
def test_the_output_is_that_of_nobody_watching(network):
    model = network(5, 4)
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        expected = model.score(X, X.shape[2:]).array
    steps, output = recorder.passed(model, lambda x: model.score(x, x.shape[2:]), X)
    numpy.testing.assert_allclose(output, expected, rtol=1e-4, atol=1e-5)
    # Nothing is left behind: not the hooks, nor what they put into functions.
    assert not chainer.get_function_hooks()
    learnt = {id(p.array) for p in model.params()}
    seen = {id(array) for s in steps for _, _, array in s.parameters}
    assert seen == learnt


def test_segnet_tells_where_its_maxima_were():
    model = SegNet(5, 4)
    steps, _ = recorder.passed(model, lambda x: model.score(x, x.shape[2:]), X)
    pooled = [s for s in steps if s.kind.startswith('MaxPooling')]
    raised = [s for s in steps if s.kind.startswith('Upsampling')]
    assert len(pooled) == len(raised) == 5
    for down, up in zip(pooled, reversed(raised)):
        assert down.places.shape == down.outputs[0].shape
        numpy.testing.assert_array_equal(down.places, up.places)
        assert 0 <= down.places.min() and down.places.max() < 4


def test_what_speaks_for_a_class_adds_up():
    """The last convolution's inputs: addends of the score, but for the bias."""
    model = VGGNet(7, 32, 4)
    x = X[:, :, :32, :32]
    steps, output = recorder.passed(model, model.score, x)
    last = next(s for s in steps if s.link == '/fc8')
    source = last.inputs[0][1]
    array, gradient = recorder.gradient(
        model, model.score, x, source, 0, lambda output: output[0, 3]
    )
    numpy.testing.assert_allclose((array * gradient).sum(), output[0, 3], rtol=1e-3, atol=1e-6)
    numpy.testing.assert_allclose(gradient[0], model.fc8.W.array[3], rtol=1e-5)


def test_a_step_that_has_no_part_in_it_is_zero():
    class Apart(chainer.Chain):
        def __init__(self):
            super().__init__()
            with self.init_scope():
                self.one, self.other = L.Linear(3, 2), L.Linear(3, 2)

        def forward(self, x):
            self.unused = self.other(x)
            return self.one(x)

    model = Apart()
    x = numpy.ones((1, 3), 'f')
    array, gradient = recorder.gradient(model, model, x, 0, 0, lambda output: output[0, 1])
    assert array.shape == gradient.shape == (1, 2) and not gradient.any()


def test_an_output_that_nothing_uses_is_zero():
    class Half(chainer.Chain):
        def __init__(self):
            super().__init__()
            with self.init_scope():
                self.conv = L.Convolution2D(3, 4, 3)

        def forward(self, x):
            return F.relu(F.split_axis(self.conv(x), 2, 1)[0])

    model = Half()
    for out in (0, 1):
        array, gradient = recorder.gradient(model, model, X, 1, out, lambda y: F.sum(y[0, 1]))
        assert array.shape == gradient.shape == (1, 2, 35, 39)
        assert gradient.any() == (out == 0)


def test_steps_before_the_first_parameter_have_their_part():
    model = chainer.Sequential(lambda x: F.max_pooling_2d(x, 2), L.Convolution2D(3, 2, 1))
    array, gradient = recorder.gradient(model, model, X, 0, 0, lambda y: y[0, 1, 0, 0])
    numpy.testing.assert_allclose(gradient[0, :, 0, 0], model[1].W.array[1, :, 0, 0], rtol=1e-5)


def test_a_state_is_neither_taken_nor_left():
    class Remembers(chainer.Chain):
        def __init__(self):
            super().__init__()
            with self.init_scope():
                self.lstm, self.out = L.LSTM(None, 4), L.Linear(4, 2)

        def forward(self, x):
            return self.out(self.lstm(x))

    model = Remembers()
    x = numpy.ones((1, 3), 'f')
    first = recorder.passed(model, model, x)[1]
    assert model.lstm.h is None and model.lstm.c is None
    # As after a training: of a batch of another size.
    model(numpy.zeros((5, 3), 'f'))
    state = model.lstm.h
    steps, output = recorder.passed(model, model, x)
    numpy.testing.assert_array_equal(output, first)
    gates = next(step for step in steps if step.kind == 'LSTM')
    array, gradient = recorder.gradient(model, model, x, gates.number, 1, lambda y: y[0, 1])
    numpy.testing.assert_array_equal(array, gates.outputs[1])
    numpy.testing.assert_allclose(gradient[0], model.out.W.array[1], rtol=1e-5)
    assert model.lstm.h is state


def test_a_pass_ends_where_it_is_asked_to():
    class Enough(Exception):
        pass

    calls = []

    def go_on(share):
        calls.append(share)
        if len(calls) == 9:
            raise Enough()

    model = FCN(5, 4)
    with pytest.raises(Enough):
        recorder.passed(model, lambda x: model.score(x, x.shape[2:]), X, go_on)
    assert not chainer.get_function_hooks()
    assert calls == sorted(calls) and 0 == calls[0] < calls[-1] < 0.5
    model.score(X, X.shape[2:])


def test_parameters_that_are_made_on_the_way():
    model = chainer.Sequential(L.Convolution2D(None, 4, 3), F.relu, L.Linear(None, 2))
    steps, _ = recorder.passed(model, model, X)
    # Maps are made a vector within the last one.
    assert [(s.link, [name for name, _, _ in s.parameters]) for s in steps] == [
        ('/0', ['W', 'b']), ('', []), ('/1', []), ('/1', ['W', 'b']),
    ]  # fmt: skip


def test_an_lstm_gives_cell_and_output():
    model = LSTM(hidden_units=3)
    steps, _ = recorder.passed(model, model.predict, numpy.ones((1, 1), 'f'))
    gates = next(s for s in steps if s.kind == 'LSTM')
    assert [a.shape for a in gates.outputs] == [(1, 3), (1, 3)]
    assert gates.taken[1].shape == (1, 12)
