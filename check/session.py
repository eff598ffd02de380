"""A script's network, loss and data, to be asked and put back as they were."""

import contextlib
import copy
import json
import os

import chainer
import numpy
from chainer import serializers

from check import capture

# Examples looked at where not all are: spread evenly over a data set.
SOME = 200
# Of what is asked of a network that has moved.
STEPS = 5


class Session:
    """What a captured trainer holds.

    Args:
        script, options: As for :func:`check.capture.trainer`.

    Attributes:
        trainer, updater, optimizer, model: Chainer's.
        train, test: Data sets of examples, or None where an iterator makes its batches itself.
        facts (dict): The run's args.json; empty where the script leaves none.
    """

    def __init__(self, script, options):
        self.script, self.options = script, list(options)
        self.trainer = capture.trainer(script, options)
        self.updater = self.trainer.updater
        self.optimizer = self.updater.get_optimizer('main')
        self.model = self.optimizer.target
        self._iterator = self.updater.get_iterator('main')
        self.batchsize = getattr(self._iterator, 'batch_size', None)
        self.train = _unwrapped(getattr(self._iterator, 'dataset', None))
        self.test = self._test()
        path = os.path.join(self.trainer.out, 'args.json')
        self.facts = {}
        if os.path.exists(path):
            with open(path, encoding='utf-8') as f:
                self.facts = json.load(f)
        self._block = None

    def close(self):
        """End what the iterators may have started."""
        self._iterator.finalize()

    def _test(self):
        try:
            evaluator = self.trainer.get_extension('validation')
        except ValueError:
            return None
        return _unwrapped(getattr(evaluator.get_iterator('main'), 'dataset', None))

    def batch(self, count, start=0):
        """Arrays of ``count`` training examples, on the script's device, as the loss takes them.

        Pictures of several sizes are cut to the smallest height and width among them.
        """
        if self.train is None:
            return tuple(array[start : start + count] for array in self._made_batch())
        return self.convert(same_size(some(self.train, count, start)))

    def _made_batch(self):
        if self._block is None:
            self._block = self.convert(next(self._iterator))
        return self._block

    def convert(self, examples):
        """Examples by the script's converter, whatever it draws drawn from one seed."""
        numpy.random.seed(0)
        arrays = chainer.dataset.convert._call_converter(
            self.updater.converter, examples, self.updater.input_device
        )
        return arrays if isinstance(arrays, tuple) else (arrays,)

    def forward(self, arrays, seed=0):
        """The loss, a Variable, with whatever it draws drawn from one seed."""
        numpy.random.seed(seed)
        loss = self.updater.loss_func or self.model
        return loss(*arrays)

    def loss(self, arrays, train=False, seed=0):
        """The loss, a float, as when testing or as when training."""
        with chainer.using_config('train', train), chainer.no_backprop_mode():
            return float(chainer.backends.cuda.to_cpu(self.forward(arrays, seed).array))

    def draws(self, arrays):
        """Whether gradients depend on what is drawn at random: dropout, negative words."""
        with self.kept():
            one, other = self.gradients(arrays, 0), self.gradients(arrays, 1)
        return any((one[n] != other[n]).any() for n in one if one[n] is not None)

    def gradients(self, arrays, seed=0):
        """Gradients of the loss as when training, NumPy arrays by parameter; None where none."""
        self.model.cleargrads()
        self.forward(arrays, seed).backward()
        return {
            name: None if param.grad is None else chainer.backends.cuda.to_cpu(param.grad).copy()
            for name, param in self.model.namedparams()
        }

    def step(self, arrays):
        """One update as the script makes it; gives the loss before it."""
        losses = []

        def forward(*given):
            losses.append(self.forward(given))
            return losses[-1]

        self.optimizer.update(forward, *arrays)
        return float(chainer.backends.cuda.to_cpu(losses[-1].array))

    @contextlib.contextmanager
    def kept(self):
        """Weights, averages, the optimizer and its memory are afterwards what they were."""
        model = serializers.DictionarySerializer()
        model.save(self.model)
        arrays = {name: numpy.array(array) for name, array in model.target.items()}
        params = list(self.model.params())
        rules = [(p.update_rule, copy.deepcopy(p.update_rule._state), p.update_rule.t)
                 for p in params]  # fmt: skip
        hyper = [copy.deepcopy(p.update_rule.hyperparam.get_dict()) for p in params]
        own, steps = copy.deepcopy(self.optimizer.hyperparam.get_dict()), self.optimizer.t
        optimizer = self.optimizer
        try:
            yield
        finally:
            self.optimizer, optimizer.t = optimizer, steps
            vars(optimizer.hyperparam).update(own)
            serializers.NpzDeserializer(arrays).load(self.model)
            for param, (rule, state, t), values in zip(params, rules, hyper):
                param.update_rule = rule
                rule._state, rule.t = state, t
                mine = vars(rule.hyperparam)
                mine.update({key: values[key] for key in mine if key in values})
            self.model.cleargrads()


@contextlib.contextmanager
def moved(session, arrays):
    """For as long as it lasts, some steps from the start: scores that begin at zero hide all."""
    with session.kept():
        for _ in range(STEPS):
            session.step(arrays)
        yield


def some(dataset, count, start=0):
    """``count`` examples spread evenly over a data set, from the one ``start`` places on."""
    places = numpy.linspace(0, len(dataset) - 1, min(count, len(dataset))).astype(int)
    return [dataset[int(place + start) % len(dataset)] for place in places]


def same_size(examples):
    """Examples with their pictures and labels cut to the smallest height and width."""
    if not isinstance(examples[0], tuple) or numpy.ndim(examples[0][0]) < 3:
        return examples
    height = min(e[0].shape[-2] for e in examples)
    width = min(e[0].shape[-1] for e in examples)
    return [
        tuple(a[..., :height, :width] if numpy.ndim(a) >= 2 else a for a in example)
        for example in examples
    ]


def _unwrapped(dataset):
    """The data set within those that only hand its examples on."""
    while hasattr(dataset, '_dataset'):
        dataset = dataset._dataset
    return dataset
