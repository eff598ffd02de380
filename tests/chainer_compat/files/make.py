"""Models, optimizers and snapshots as each Chainer wrote them, with what they answer.

    python make.py FOLDER

was run by the real 1.0.1, 1.4.1, 1.8.2, 1.24.0 and 3.5.0 on Python 2.7, the real 1.13.0, 2.1.0,
5.4.0 and 6.7.0 on Python 3.7 (NumPy 1.16.6), and wrote made/VERSION beside it.
The tests import it as well: what is asked is asked of all versions in the same words.
"""

import os
import sys

import chainer
import chainer.functions as F
import numpy as np

try:
    import cPickle as pickle
except ImportError:
    import pickle
try:
    import chainer.links as L
except ImportError:  # before 1.5
    L = None

X = np.random.RandomState(1).randn(5, 4).astype('f')
IMAGE = np.random.RandomState(2).randn(2, 3, 6, 6).astype('f')
WORDS = np.array([1, 5, 2], 'i')
T = np.array([0, 1, 2, 0, 1], 'i')


def release():
    """The numbers of the version; 1.0 and 1.1 do not tell."""
    version = getattr(chainer, '__version__', '1.0')
    return tuple(int(part) for part in version.split('.')[:2])


def variable(array):
    return chainer.Variable(array)


def fixed(link, x):
    """Batch normalization with the statistics it has kept."""
    return link(x, test=True) if release() < (2, 0) else link(x)


def builders():
    """Name to (function that makes a link, function that asks it)."""
    found = {}
    if hasattr(chainer, 'FunctionSet'):
        functions = chainer.FunctionSet

        def network():
            made = functions(
                conv=F.Convolution2D(3, 2, 3, pad=1),
                bn=F.BatchNormalization(2),
                fc=F.Linear(18, 3, nobias=True),
                inner=functions(words=F.EmbedID(7, 2), prelu=F.PReLU((2,))),
            )
            for _ in range(3):
                made.bn(made.conv(variable(IMAGE)))
            return made

        def ask(made):
            h = F.relu(fixed(made.bn, made.conv(variable(IMAGE))))
            return made.fc(F.max_pooling_2d(h, 2))

        found['set'] = (network, ask)
        found['words'] = (
            lambda: functions(words=F.EmbedID(7, 2), prelu=F.PReLU((2,))),
            lambda made: made.prelu(made.words(variable(WORDS))),
        )
    if L is None:
        return found

    chain, ones = chainer.Chain, np.ones((5, 3), 'f')

    def remembering(cls):
        def make():
            made = cls(4, 3)
            made(variable(X))
            return made

        return make

    def normalization():
        made = L.BatchNormalization(3)
        for _ in range(3):
            made(variable(IMAGE))
        return made

    def shared():
        made = chain(a=L.Linear(4, 4), b=L.Linear(4, 4))
        made.note = 'caf\xe9'
        made.seen = variable(X)
        return made

    gru = L.GRU if release() < (2, 0) else L.StatelessGRU
    found.update(
        chain=(
            lambda: chain(l1=L.Linear(4, 5), l2=L.Linear(5, 3, nobias=True)),
            lambda made: made.l2(F.relu(made.l1(variable(X)))),
        ),
        list=(
            lambda: chainer.ChainList(L.Linear(4, 3), L.Linear(3, 2)),
            lambda made: made[1](made[0](variable(X))),
        ),
        attributes=(shared, lambda made: made.b(made.a(made.seen))),
        lstm=(remembering(L.LSTM), lambda made: made(variable(X))),
        gru=(
            lambda: gru(3, 4) if release() < (2, 0) else gru(4, 3),
            lambda made: made(variable(ones), variable(X)),
        ),
        convolution=(
            lambda: L.Convolution2D(3, 2, 3, stride=2, pad=1),
            lambda made: made(variable(IMAGE)),
        ),
        deconvolution=(
            lambda: L.Deconvolution2D(3, 2, 4, stride=2, pad=1),
            lambda made: made(variable(IMAGE)),
        ),
        normalization=(normalization, lambda made: fixed(made, variable(IMAGE))),
        words=(lambda: L.EmbedID(7, 2), lambda made: made(variable(WORDS))),
        softmax=(
            lambda: L.BinaryHierarchicalSoftmax(
                4, L.BinaryHierarchicalSoftmax.create_huffman_tree({0: 3, 1: 2, 2: 5})
            ),
            lambda made: made(variable(X), variable(T)),
        ),
        sampling=(lambda: L.NegativeSampling(4, [3, 2, 1, 4], 2), None),
        classifier=(
            lambda: L.Classifier(L.Linear(4, 3)),
            lambda made: made(variable(X), variable(T)),
        ),
    )
    if hasattr(L, 'StatelessLSTM'):
        found['stateless_lstm'] = (
            lambda: L.StatelessLSTM(4, 3),
            lambda made: made(variable(ones), variable(ones), variable(X))[1],
        )
    if hasattr(L, 'NStepLSTM'):

        def sequences(made):
            xs = [variable(X), variable(X[:3])]
            start = variable(np.zeros((1, 2, 3), 'f'))
            return made(start, start, xs)[2][0]

        found['sequences'] = (lambda: L.NStepLSTM(1, 4, 3, 0.0), sequences)
    return found


def answer(ask, link):
    """What ``link`` answers, as an array."""
    if release() < (2, 0):
        return ask(link).data
    with chainer.using_config('train', False):
        return ask(link).data


def step(model, optimizer):
    """One step towards ``T``."""
    if release() < (2, 0):
        optimizer.zero_grads()
    else:
        model.cleargrads()
    F.softmax_cross_entropy(model.l1(variable(X)), variable(T)).backward()
    optimizer.update()


class Numbers(object):
    """Ten examples to train on."""

    def __len__(self):
        return 10

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(10))]
        return np.random.RandomState(index).randn(4).astype('f'), np.int32(index % 3)


def trainer(epochs, out):
    """A Trainer and the link that it trains."""
    from chainer import training
    from chainer.training import extensions

    model = L.Classifier(L.Linear(4, 3))
    optimizer = chainer.optimizers.Adam()
    optimizer.setup(model)
    iterator = chainer.iterators.SerialIterator(Numbers(), 2, shuffle=False)
    made = training.Trainer(training.StandardUpdater(iterator, optimizer), (epochs, 'epoch'), out)
    made.extend(extensions.LogReport())
    return made, model.predictor


def optimizer_of(name):
    """A model and its optimizer after three steps."""
    from chainer import optimizers

    model = chainer.Chain(l1=L.Linear(4, 3))
    optimizer = getattr(optimizers, name)()
    optimizer.setup(model)
    if name == 'MomentumSGD':
        hooks = chainer.optimizer if release() < (5, 0) else chainer.optimizer_hooks
        optimizer.add_hook(hooks.WeightDecay(0.1))
    for _ in range(3):
        step(model, optimizer)
    return model, optimizer


def main(folder):
    """Write everything into ``folder``."""
    np.random.seed(0)
    made = {name: make() for name, (make, _) in sorted(builders().items())}
    with open(os.path.join(folder, 'links.pkl'), 'wb') as f:
        pickle.dump(made, f, 2)
    answers = {
        name: answer(ask, made[name]) for name, (_, ask) in builders().items() if ask is not None
    }
    if L is not None:
        from chainer import serializers

        for name in ('Adam', 'MomentumSGD'):
            model, optimizer = optimizer_of(name)
            with open(os.path.join(folder, name + '.pkl'), 'wb') as f:
                pickle.dump((model, optimizer), f, 2)
            serializers.save_npz(os.path.join(folder, name + '_model.npz'), model)
            serializers.save_npz(os.path.join(folder, name + '.npz'), optimizer)
            step(model, optimizer)
            answers[name] = model.l1.W.data
    if hasattr(chainer, 'training'):
        from chainer import serializers

        running, predictor = trainer(2, folder)
        running.run()
        serializers.save_npz(os.path.join(folder, 'snapshot'), running)
        os.remove(os.path.join(folder, 'log'))
        longer, predictor = trainer(4, folder)
        serializers.load_npz(os.path.join(folder, 'snapshot'), longer)
        longer.run()
        os.remove(os.path.join(folder, 'log'))
        answers['snapshot'] = predictor.W.data
    np.savez(os.path.join(folder, 'answers.npz'), **answers)


if __name__ == '__main__':
    main(sys.argv[1])
