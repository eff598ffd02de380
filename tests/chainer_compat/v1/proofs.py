"""One proof for each cause: passes in the mode, fails in a mode without that cause.

    python -m tests.chainer_compat.v1.proofs

puts them all to the test, each in processes of its own, and prints a line of JSON for each.
"""

import json
import os
import sys
import traceback

import numpy as np

from chainer_compat import hook

PROOFS = {}
f = np.float32


def proof(cause, version='1.24'):
    """Declare the decorated function the proof of a cause, in the mode of that version."""

    def register(function):
        PROOFS[cause] = function, version
        return function

    return register


def raises(kind, function, *args, **kwargs):
    """What a call must raise."""
    try:
        function(*args, **kwargs)
    except kind as error:
        return error
    raise AssertionError('did not raise')


def mlp():
    """A chain of two links, registered against the alphabet."""
    import chainer
    import chainer.links as L

    return chainer.Chain(z=L.Linear(3, 2), a=L.Linear(2, 1))


def x(*shape):
    return np.random.RandomState(0).uniform(-1, 1, shape).astype(f)


@proof('volatile')
def a_volatile_variable_builds_no_graph():
    import chainer
    import chainer.functions as F
    from chainer import Flag, Variable

    on, off = Variable(x(2, 3), volatile=True), Variable(x(2, 3), 'off', 'name')
    auto = Variable(x(2, 3), volatile=chainer.AUTO)
    assert off.name == 'name' and Variable(x(2)).volatile == 'off'
    model = mlp()
    # It is infectious: whatever is computed from it, with parameters too.
    y = model.a(model.z(on))
    assert y.volatile == 'on' and y.creator is None and (y + auto).volatile is chainer.ON
    y = model.a(model.z(off))
    assert y.volatile == Flag('off') and y.creator is not None and (y * auto).volatile == False  # noqa: E712
    assert (auto + auto).volatile is chainer.AUTO and (auto + auto).creator is not None
    assert 'mixed' in str(raises(ValueError, F.concat, (on, off)))
    raises(ValueError, bool, auto.volatile)
    assert not off.volatile and on.volatile and repr(auto.volatile) == 'AUTO'
    off.volatile = 'on'
    assert (off + auto).creator is None
    with chainer.no_backprop_mode():
        assert (auto + auto).creator is None
        assert (Variable(x(2)) + Variable(x(2))).creator is not None
        with chainer.force_backprop_mode():
            assert (auto + auto).creator is not None


@proof('order')
def parameters_come_as_they_were_registered():
    import chainer
    import chainer.links as L

    model = mlp()
    assert [path for path, _ in model.namedparams()] == ['/z/W', '/z/b', '/a/W', '/a/b']
    assert [link.name for link in model.children()] == ['z', 'a']
    model._children.remove('z')
    model._children.append('z')
    assert [link.name for link in model.children()] == ['a', 'z']
    assert model.a._params[0] == 'W' and list(model.copy()._children) == ['a', 'z']
    # Without a shape it is not there yet.
    link = L.Linear(None, 2)
    assert [param.name for param in link.params()] == ['b']
    link(chainer.Variable(x(1, 4)))
    assert [param.name for param in link.params()] == ['b', 'W']


@proof('arguments')
def arguments_are_what_they_were():
    import chainer
    import chainer.functions as F
    import chainer.links as L

    v = chainer.Variable(x(4, 3))
    link = L.Linear(3, 2, 0.5)
    assert link.b is not None
    assert L.Convolution2D(3, 2, 3, 1, 1, 1, 0, True).b is None
    with chainer.using_config('train', False):
        # What is left out has the value it had.
        assert (F.dropout(v).data == 0).any()
    assert (F.dropout(v, 0.5, False).data == v.data).all()
    t = chainer.Variable(np.array([0, 1, 2, -1], np.int32))
    expected = F.softmax_cross_entropy(v, t).data
    assert F.softmax_cross_entropy(v, t, False).data == expected
    assert abs(F.softmax_cross_entropy(v, t, True, False).data * 4 - expected * 3) < 1e-5
    assert L.Parameter(x(2))(volatile='on').creator is None
    bn = L.BatchNormalization(3)
    before = bn.avg_mean.copy()
    bn(v, test=True)
    assert (bn.avg_mean == before).all()
    bn(v)
    assert (bn.avg_mean != before).all()
    assert 'at most' in str(raises(TypeError, F.relu, v, True, 1))
    assert 'multiple' in str(raises(TypeError, F.dropout, v, 0.5, ratio=0.2))
    seen = []

    class Watched(L.Convolution2D):
        def forward(self, x):
            seen.append((chainer.config.use_cudnn, chainer.config.cudnn_deterministic))
            return super(Watched, self).forward(x)

    link = Watched(1, 1, 1, use_cudnn=False, deterministic=True)
    link(chainer.Variable(x(1, 1, 2, 2)))
    assert seen == [('never', True)] and link.use_cudnn is False


@proof('initial_values')
def first_values():
    import chainer
    import chainer.links as L

    assert (L.LSTM(2, 3).upward.b.data == 0).all()
    assert (L.BatchNormalization(3).avg_var == 0).all()
    np.random.seed(0)
    weights = np.empty((40, 30, 3, 3), f)
    chainer.initializers.GlorotNormal()(weights)
    assert abs(weights.std() - np.sqrt(2.0 / (30 * 9 + 40))) < 2e-3


@proof('batch_normalization')
def eps_in_the_average():
    import chainer
    import chainer.links as L

    bn = L.BatchNormalization(3, eps=0.5)
    bn(chainer.Variable(x(4, 3)))
    expected = 0.1 * 4 / 3.0 * (x(4, 3).var(axis=0) + 0.5)
    np.testing.assert_allclose(bn.avg_var, expected, rtol=1e-5)


@proof('gru')
def gru_was_stateless():
    import chainer
    import chainer.links as L

    link = L.GRU(2, 3)
    assert link(chainer.Variable(x(4, 2)), chainer.Variable(x(4, 3))).data.shape == (4, 2)
    assert L.GRU(3).W_r.W.data.shape == (3, 3)


@proof('matmul')
def vectors_are_columns():
    import chainer.functions as F
    from chainer.utils import type_check

    assert F.matmul(x(3), x(3), transa=True).data.shape == (1, 1)
    assert F.batch_matmul(x(2, 3), x(2, 3), transb=True).data.shape == (2, 3, 3)
    raises(type_check.InvalidType, F.matmul, x(2, 3, 4), x(2, 4, 3))


@proof('shuffling')
def orders_follow_each_other():
    from chainer.iterators import SerialIterator

    np.random.seed(0)
    order = np.random.permutation(6)
    first = list(order)
    np.random.shuffle(order)
    np.random.seed(0)
    it = SerialIterator(list(range(6)), 6)
    assert it.next() == first and it.next() == list(order)


@proof('length')
def length_is_the_number_of_elements():
    import chainer

    assert len(chainer.Variable(x(2, 3))) == 6


@proof('graph')
def inputs_are_kept():
    import chainer
    import chainer.functions as F

    y = F.exp(chainer.Variable(x(2, 3)) + 1)
    assert (y.creator.inputs[0].data == x(2, 3) + 1).all()


@proof('cuda_names')
def no_cupy_without_a_gpu():
    import chainer
    from chainer import cuda

    raises(Exception, chainer.cuda.check_cuda_available)
    assert not hasattr(cuda, 'cupy') and cuda.get_array_module(x(2)) is np
    assert 'cupy' in str(raises(RuntimeError, cuda.init))
    assert 'cupy' in str(raises(RuntimeError, cuda.zeros, (2, 3)))
    assert chainer.backends.cuda.cupy is not None


@proof('function_names')
def links_and_classes_in_functions():
    import chainer
    import chainer.functions as F
    from chainer.functions.activation import lstm
    from chainer.functions.caffe import CaffeFunction
    from chainer.functions.normalization import batch_normalization
    from chainer.functions.pooling import max_pooling_2d, pooling_2d
    from chainer.links.connection.gru import StatefulGRU

    assert F.Linear(3, 2) and F.EmbedID(3, 2) and CaffeFunction and StatefulGRU
    assert lstm.lstm is not None
    # Its indexes serve the way back.
    pool = F.MaxPooling2D(2, 2, use_cudnn=False)
    y = pool(chainer.Variable(x(1, 1, 4, 4)))
    up = F.upsampling_2d(y, pool.indexes, 2, 2, outsize=(4, 4))
    assert sorted(up.data[up.data != 0]) == sorted(y.data.ravel())

    class Own(pooling_2d.Pooling2D):
        def forward_cpu(self, inputs):
            return (inputs[0] * self.kh,)

        def backward_cpu(self, inputs, grads):
            return (grads[0] * self.kh,)

    v = chainer.Variable(x(1, 2, 3, 3))
    y = Own(3, use_cudnn=False)(v)
    y.grad = x(1, 2, 3, 3)
    y.backward()
    assert (v.grad == x(1, 2, 3, 3) * 3).all()
    function = batch_normalization.BatchNormalizationFunction(0.5, None, None, True, 0.9, True)
    function(x(4, 3), np.ones(3, f), np.zeros(3, f))
    assert (function.running_var > 0).all()
    assert max_pooling_2d.MaxPooling2D is F.MaxPooling2D
    pyramid = F.SpatialPyramidPooling2D((2, 5, 5), 2, F.MaxPooling2D)(x(1, 2, 5, 5))
    same = F.spatial_pyramid_pooling_2d(x(1, 2, 5, 5), 2, F.MaxPooling2D)
    assert (pyramid.data == same.data).all()
    ws, bs = [x(4, 3)] * 4 + [x(4, 4)] * 4, [x(4)] * 8
    xs = [x(3, 3), x(2, 3)]
    found = F.NStepLSTM(1, None, False)(x(1, 3, 4), x(1, 3, 4), *(ws + bs + xs))
    hy, cy, ys = F.n_step_lstm(1, 0.0, x(1, 3, 4), x(1, 3, 4), [ws], [bs], xs)
    for a, b in zip(found, (hy, cy) + tuple(ys)):
        assert (a.data == b.data).all()
    relu = F.ReLU()
    assert (relu(x(2, 3)).data == relu(x(2, 3)).data).all()
    assert F.MaxPooling2D(2, 2)(x(1, 1, 4, 4)).data.shape == (1, 1, 2, 2)


@proof('functionset')
def function_sets():
    import chainer
    import chainer.functions as F

    model = chainer.FunctionSet(z=F.Linear(3, 2))
    model.a = F.Linear(2, 1)
    model.number = 3
    assert [array.shape for array in model.parameters] == [(2, 3), (2,), (1, 2), (1,)]
    model.z = F.Linear(5, 2)
    assert model.parameters[0].shape == (2, 5) and model['number'] == 3
    model.copy_parameters_from([array * 0 for array in model.parameters])
    assert not any(array.any() for array in model.parameters)
    model.gradients = [array + 1 for array in model.parameters]
    assert (model.z.W.grad == 1).all()
    assert model.collect_parameters() is model


@proof('optimizer_methods')
def optimizers_have_their_own_states():
    import chainer
    from chainer import optimizers

    model = mlp()
    first, second = optimizers.MomentumSGD(0.1), optimizers.Adam()
    first.setup(model)
    second.setup(model)
    model.a.add_param('late', (2,))
    model.a.late.data[...] = 0
    first.zero_grads()
    assert not any(param.grad.any() for param in model.params())
    model.a.late.grad[...] = 1
    first.update()
    np.testing.assert_allclose(model.a.late.data, -0.1, rtol=1e-6)
    assert sorted(first._states['/a/late']) == ['v'] and 'm' in second._states['/a/late']
    assert (first.t, second.t) == (1, 0)
    assert abs(first.compute_grads_norm() - np.sqrt(2)) < 1e-6
    first.clip_grads(1)
    first.weight_decay(1)
    np.testing.assert_allclose(model.a.late.grad, 1 / np.sqrt(2) - 0.1, rtol=1e-5)
    first.accumulate_grads([param.data * 0 + 1 for param in model.params()])
    np.testing.assert_allclose(model.a.late.grad, 1 / np.sqrt(2) + 0.9, rtol=1e-5)
    # What update() does with a loss: gradients are zeros before, not gone.
    grads = []
    loss = lambda v: grads.append(model.z.W.grad) or chainer.functions.sum(model.a(v))  # noqa: E731
    first.update(loss, chainer.Variable(x(1, 2)))
    assert grads[0] is model.z.W.grad and not grads[0].any()


@proof('optimizer_hooks')
def hooks_are_called_in_their_order():
    from chainer import optimizer, optimizers

    model = mlp()
    for param in model.params():
        param.data[...] = 3
        param.grad = param.data * 0
    opt = optimizers.SGD(1)
    opt.setup(model)
    opt.add_hook(optimizer.WeightDecay(1))
    opt.add_hook(optimizer.GradientClipping(0.5))
    opt.update()
    assert abs(opt.compute_grads_norm() - 0.5) < 1e-6
    optimizer.WeightDecay(0.5)(opt)
    assert opt.compute_grads_norm() > 0.5


@proof('own_optimizers')
def optimizers_of_ones_own():
    import chainer
    from chainer import optimizers

    class Slow(chainer.optimizer.GradientMethod):
        def init_state_cpu(self, param, state):
            state['n'] = 0

        def update_one_cpu(self, param, state):
            state['n'] += 1
            param.data -= 0.5 * param.grad

    class Half(optimizers.Adam):
        def update_one_cpu(self, param, state):
            param.grad *= 0.5
            super(Half, self).update_one_cpu(param, state)

    for cls in (Slow, Half):
        model = mlp()
        opt = cls()
        opt.setup(model)
        for param in model.params():
            param.data[...], param.grad = 0, param.data * 0 + 1
        opt.update()
        expected = -0.5 if cls is Slow else -0.001
        np.testing.assert_allclose(model.a.W.data, expected, rtol=1e-4)
    assert model.a.W.grad[0, 0] == 0.5 and opt._states['/a/W']['m'].any()


@proof('training')
def batches_are_variables():
    import tempfile

    import chainer
    from chainer import optimizers, training
    from chainer.training import extensions

    seen, called = [], []

    class Net(chainer.Chain):
        def __call__(self, a):
            seen.append((type(a), repr(a.volatile), a.data.shape))
            return chainer.functions.sum(self.a(self.z(a)))

    net = Net(z=chainer.links.Linear(3, 2), a=chainer.links.Linear(2, 1))
    opt = optimizers.SGD()
    opt.setup(net)
    data = [row for row in x(4, 3)]
    updater = training.StandardUpdater(chainer.iterators.SerialIterator(data, 2), opt)
    with tempfile.TemporaryDirectory() as out:
        trainer = training.Trainer(updater, (1, 'epoch'), out)
        test = chainer.iterators.SerialIterator(data, 2, repeat=False, shuffle=False)
        trainer.extend(extensions.Evaluator(test, net))
        trainer.extend(lambda t: called.append(t.updater.iteration), name='first',
                       trigger=(1, 'epoch'), invoke_before_training=True)  # fmt: skip
        trainer.extend(extensions.snapshot(trigger=(2, 'iteration')))
        trainer.extend(
            extensions.snapshot_object(net, 'net_{.updater.iteration}', trigger=(1, 'iteration'))
        )
        trainer.run()
        found = sorted(os.listdir(out))
    assert called == [0, 2]
    assert found == ['net_1', 'net_2', 'snapshot_iter_2'], found
    assert [flag for _, flag, _ in seen] == ['OFF', 'OFF', 'ON', 'ON']
    assert all(kind is chainer.Variable for kind, _, _ in seen)
    opt.new_epoch()
    assert opt.epoch == 1
    del seen[:]
    models = {'main': net, 'second': net.copy()}
    updater = training.ParallelUpdater(
        chainer.iterators.SerialIterator(data, 4), opt, models=models,
        devices={'main': -1, 'second': -1}
    )  # fmt: skip
    updater.update()
    assert seen == [(chainer.Variable, 'OFF', (2, 3))] * 2


@proof('uninitialized')
def a_link_that_waits_for_its_input():
    import chainer
    import chainer.functions as F

    class Late(chainer.Link):
        def __init__(self):
            super(Late, self).__init__()
            self.add_uninitialized_param('W')

        def __call__(self, v):
            if self.has_uninitialized_params:
                self.add_param('W', (2, v.data.size // v.data.shape[0]))
                self.W.data[...] = 1
            return F.linear(v, self.W)

    link = Late()
    opt = chainer.optimizers.SGD(1)
    opt.setup(link)
    assert link.has_uninitialized_params and not list(link.params()) and not hasattr(link, 'W')
    link.cleargrads()
    F.sum(link(chainer.Variable(x(1, 3)))).backward()
    opt.update()
    assert not link.has_uninitialized_params
    np.testing.assert_allclose(link.W.data, 1 - x(1, 3).repeat(2, axis=0), rtol=1e-6)
    assert chainer.links.Linear(None, 2).has_uninitialized_params


@proof('type_checks')
def types_are_evaluated():
    import chainer
    from chainer.utils import type_check

    class Own(chainer.Function):
        def check_type_forward(self, in_types):
            assert in_types.size().eval() == 1
            type_check.expect(in_types[0].ndim == 2)

        def forward(self, inputs):
            return inputs

    Own()(chainer.Variable(x(2, 3)))
    raises(type_check.InvalidType, Own(), chainer.Variable(x(2)))


@proof('other_names')
def names_that_have_moved():
    import chainer
    from chainer import utils

    weights = np.empty((2, 3), f)
    chainer.init_weight(weights, 2, scale=3)
    assert (weights == 6).all()
    assert utils.WalkerAlias([1, 2]).sample(3).shape == (3,)
    model = mlp()
    model.device = 0
    assert model.device == 0 and model.z(x(1, 3)).data.shape == (1, 2)
    assert model._cpu and model._device_id is None
    pairs = chainer.datasets.get_cross_validation_datasets([1, 2, 3], n_fold=3)
    assert len(pairs) == 3


@proof('before_links', version='1.4')
def parameters_are_arrays():
    import chainer
    import chainer.functions as F
    from chainer import optimizers

    class Scale(chainer.Function):
        parameter_names, gradient_names = ('W',), ('gW',)

        def __init__(self):
            self.W, self.gW = np.full((1, 2), 2, f), np.zeros((1, 2), f)

        def forward(self, inputs):
            return (inputs[0] * self.W,)

        def backward(self, inputs, grads):
            self.gW += (inputs[0] * grads[0]).sum(axis=0)
            return (grads[0] * self.W,)

    model = chainer.FunctionSet(z=F.Linear(3, 2), s=Scale())
    assert type(model.z.W) is np.ndarray and model.z.gW.shape == (2, 3)
    model.z.W = model.z.W * 0 + 1
    model.z.b[:] = 0
    assert [array.shape for array in model.parameters] == [(1, 2), (2, 3), (2,)]
    params, grads = model.collect_parameters()
    assert params[1] is model.z.W and len(grads) == 3
    opt = optimizers.SGD(1)
    opt.setup(model.collect_parameters())
    opt.zero_grads()
    F.sum(model.s(model.z(chainer.Variable(np.ones((1, 3), f))))).backward()
    opt.update()
    np.testing.assert_allclose(model.s.W, [[-1, -1]])
    np.testing.assert_allclose(model.z.W, -1)

    class Own(chainer.Optimizer):
        def init_state_cpu(self, param, grad):
            return np.zeros_like(param)

        def update_one_cpu(self, param, grad, state):
            state += grad
            param -= state

    opt = Own()
    opt.setup(model)
    opt.update()
    np.testing.assert_allclose(model.z.b, -4)


@proof('losses', version='1.4')
def divided_by_the_batch():
    import chainer.functions as F

    t = np.array([[0, 1, 1], [1, 1, 0]], np.int32)
    each = np.log1p(np.exp(-np.where(t == 1, x(2, 3), -x(2, 3))))
    np.testing.assert_allclose(F.sigmoid_cross_entropy(x(2, 3), t).data, each.sum() / 2, rtol=1e-5)


@proof('nonparameterized', version='1.2')
def functions_without_parameters():
    import chainer
    import chainer.functions as F
    from chainer.functions.linear import Linear
    from chainer.functions.nonparameterized_convolution_2d import convolution_2d
    from chainer.functions.pooling_2d import MaxPooling2D

    made = F.NonparameterizedConvolution2D(stride=2)
    assert made(x(1, 2, 5, 5), x(3, 2, 3, 3)).data.shape == (1, 3, 2, 2)
    assert convolution_2d is not None and MaxPooling2D is F.MaxPooling2D
    assert Linear(3, 4)(chainer.Variable(x(2, 3))).data.shape == (2, 4)
    assert F.basic_math.Add()(x(2), x(2)).data.shape == (2,)
    assert F.NonparameterizedLinear()(x(2, 3), x(4, 3)).data.shape == (2, 4)


@proof('batches', version='6')
def a_batch_may_be_an_array():
    from chainer.dataset import concat_examples

    assert (concat_examples(x(2, 3)) == x(2, 3)).all()


@proof('gradients')
def gradients_of_a_loss():
    import chainer
    import chainer.functions as F

    loss = F.sum(chainer.Variable(x(2, 3)))
    loss.backward()
    assert loss.grad == 1
    loss = F.sum(chainer.Variable(x(2, 3)) * 2)
    loss.grad = np.float32(-1) * np.ones_like(loss.data)
    assert type(np.float32(-1) * np.ones_like(loss.data)) is f
    loss.backward()
    assert loss.grad == -1


@proof('helpers')
def copies_of_functions():
    from chainer.functions.connection import convolution_2d
    from chainer.functions.connection.linear import _as_mat
    from chainer.optimizer import _sum_sqnorm

    assert _as_mat(x(2, 3, 4)).shape == (2, 12)
    assert convolution_2d._check_cudnn_acceptable_type(f, f)
    assert abs(_sum_sqnorm([np.ones((2, 3), f), 2 * np.ones(2, f)]) - 14) < 1e-6


@proof('version_name')
def programs_ask_for_the_version():
    import chainer

    assert chainer.__version__ == '1.24.0'


def tried(function, version, without=()):
    """Run a proof in a process of its own; returns what went wrong, or ''."""
    from chainer_compat.v1 import switch
    from chainer_compat.v1.version import parse

    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        text = ''
        try:
            switch.put(parse(version), without)
            function()
        except BaseException:
            text = traceback.format_exc()
        os.write(write, text.encode()[-4000:])
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text


def main():
    hook.install()
    # Once for all of them; nothing is put into it in this process.
    import chainer  # noqa: F401

    for cause, (function, version) in PROOFS.items():
        line = {
            'cause': cause,
            'with': tried(function, version),
            'without': tried(function, version, [cause]),
        }
        print(json.dumps(line))
        sys.stdout.flush()


if __name__ == '__main__':
    main()
