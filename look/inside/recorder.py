"""What passes through a network: every function that is called, its in- and outputs.

By Chainer's hooks, so that it is any network's: of functions for the arrays, of links for the place
in the network that calls them.
"""

import contextlib
import time

import chainer
import numpy

CPU = chainer.get_device('@numpy')


class Step:
    """One call of a function.

    Attributes:
        number (int): Its place in the order of calls.
        kind (str): Chainer's name of the function, such as ``ReLU``.
        link (str): Path of the link that called it, such as ``/fire2/conv1``; of one without
            parameters that of the innermost around it, or ''.
        parameters (list): Of (name, shape, array) of what it was given of the network's own.
        inputs (list): Of (shape, number of the step that gave it; -1: the network's input; None:
            made on the way).
        taken (list), outputs (list): Arrays, where they were computed; parameters are not taken.
        places: Where max pooling found its maxima, an int array of its output's shape, or where
            un-pooling puts them back; else None.
        seconds (float): What it took.
        function: The function itself, which holds on to its graph.
    """

    def __init__(self, number, kind, function):
        self.number, self.kind, self.function = number, kind, function
        self.link, self.parameters, self.inputs = '', [], []
        self.taken, self.outputs = [], []
        self.places, self.seconds = None, 0.0


class Recorder(chainer.FunctionHook):
    """Function hook that keeps a :class:`Step` of each call, in ``steps``.

    Args:
        model (~chainer.Link): Network.
        x: Its input, or a tuple of several, by which the first step is known.
        go_on: Called before each function with the share that is done, of the links that have
            parameters; what it raises ends the forward pass.
        keep_graph (bool): Keep each function too, for gradients.
    """

    name = 'look.Recorder'

    def __init__(self, model, x, go_on=lambda share: None, keep_graph=False):
        self.steps = []
        self._links = {id(link): path.rstrip('/') for path, link in model.namedlinks()}
        self._model, self._parameters = model, {}
        self._know_parameters()
        self._made = {id(each): -1 for each in (x if isinstance(x, tuple) else (x,))}
        self._go_on, self._keep_graph = go_on, keep_graph
        self._all = {path.rpartition('/')[0] for path, _ in model.namedparams()}
        self._done = set()
        self._around = []
        self._link_hook = _Around(self._around)

    def __enter__(self):
        self._link_hook.__enter__()
        return super().__enter__()

    def __exit__(self, *exception):
        self._link_hook.__exit__(*exception)
        return super().__exit__(*exception)

    def forward_preprocess(self, function, in_data):
        self._go_on(len(self._done) / max(1, len(self._all)))
        forward = function.forward

        # The only place where the outputs are seen by all: hooks are not told of them.
        def noted(inputs):
            start = time.perf_counter()
            outputs = forward(inputs)
            self._note(function, inputs, outputs, time.perf_counter() - start)
            return outputs

        function.forward = noted

    def forward_postprocess(self, function, in_data):
        del function.forward

    def _know_parameters(self):
        found = list(self._model.namedparams())
        self._parameters = {id(p.array): path for path, p in found if p.array is not None}
        # Links such as L.Linear(None, 10) make theirs when they see their first input.
        self._to_come = len(self._parameters) < len(found)

    def _note(self, function, inputs, outputs, seconds):
        step = Step(len(self.steps), function.label, function if self._keep_graph else None)
        step.seconds, step.outputs = seconds, list(outputs)
        step.link = self._links.get(id(self._around[-1]), '') if self._around else ''
        if self._to_come:
            self._know_parameters()
        for array in inputs:
            path = self._parameters.get(id(array))
            if path is None:
                step.inputs.append((array.shape, self._made.get(id(array))))
                step.taken.append(array)
            else:
                step.link, _, name = path.rpartition('/')
                step.parameters.append((name, array.shape, array))
                self._done.add(step.link)
        places = getattr(function, 'indexes', None)
        if getattr(places, 'ndim', 0) == 4:
            step.places = places
        self._made.update((id(array), step.number) for array in outputs)
        self.steps.append(step)


class _Around(chainer.LinkHook):
    """The links that a call is within, innermost last."""

    name = 'look.Around'

    def __init__(self, around):
        self._around = around

    def forward_preprocess(self, args):
        self._around.append(args.link)

    def forward_postprocess(self, args):
        self._around.pop()


@contextlib.contextmanager
def afresh(model):
    """Within it links that have a state, such as ``L.LSTM``, begin without one.

    Each pass gives the same for the same input; afterwards they have the state that they had.
    """
    links = [link for link in model.links() if hasattr(link, 'reset_state')]
    before = [dict(vars(link)) for link in links]
    try:
        for link in links:
            link.reset_state()
        yield
    finally:
        # What a link has made meanwhile, such as parameters, stays.
        for link, kept in zip(links, before):
            vars(link).update(kept)


def passed(model, forward, x, go_on=lambda share: None):
    """Record a forward pass as when testing, see also :func:`afresh`.

    Args:
        model (~chainer.Link): Network.
        forward: From ``x`` to the output: a Variable, or a list or dict of them.
        x: Batch on the network's device, or a tuple of several.
        go_on: As for :class:`Recorder`.

    Returns:
        tuple: List of :class:`Step`, and the output, a NumPy array.
    """
    recorder = Recorder(model, x, go_on)
    with chainer.using_config('train', False), chainer.no_backprop_mode(), afresh(model), recorder:
        output = first(forward(x))
    return recorder.steps, CPU.send(output.array)


def gradient(model, forward, x, number, out, choose, go_on=lambda share: None):
    """What one number of the output owes to each map of a step: gradient times value, summed.

    Where the step leads linearly to the output (the last 1 x 1 convolution and a fixed
    enlargement) these are the addends of that number, the bias left out. Elsewhere they are its
    first-order estimate (Simonyan et al., "Deep Inside Convolutional Networks", 2014, section 3,
    times the value).

    Args:
        model, forward, x, go_on: As for :func:`passed`.
        number (int), out (int): The step, and which of its outputs.
        choose: From the output, a Variable, to the number, a Variable of one element.

    Returns:
        tuple: The step's array, and the gradient of the number by it (zero where it has no part
        in it): two NumPy arrays of one shape.
    """
    steps, chosen = _with_graph(model, forward, x, choose, go_on)
    array = CPU.send(steps[number].outputs[out])
    node = steps[number].function.outputs[out]()
    if node is not None and not node.requires_grad:
        # Before the first parameter only a Variable begins what can be led back to. What the
        # network does to an array is steps more then, so that they are counted from the end.
        more, chosen = _with_graph(model, forward, _variables(x), choose, go_on)
        node = more[number - len(steps)].function.outputs[out]()
    found = None
    # An output that nothing takes is gone.
    if node is not None:
        go_on(1.0)
        (found,) = chainer.grad([chosen], [node.get_variable()])
    return array, numpy.zeros_like(array) if found is None else CPU.send(found.array)


def _with_graph(model, forward, x, choose, go_on):
    """The steps of a pass, each with its function, and the number that is chosen of the output."""
    recorder = Recorder(model, x, go_on, keep_graph=True)
    with chainer.using_config('train', False), chainer.using_config('enable_backprop', True):
        with afresh(model), recorder:
            return recorder.steps, choose(first(forward(x)))


def _variables(x):
    """An input as a Variable, where it has a gradient; a tuple of several as a tuple."""
    if isinstance(x, tuple):
        return tuple(map(_variables, x))
    return chainer.Variable(x) if x.dtype.kind == 'f' else x


def first(output):
    """The Variable that a network gives, or the first of several."""
    while not isinstance(output, chainer.Variable):
        if isinstance(output, dict):
            output = list(output.values())
        if isinstance(output, (list, tuple)) and output:
            output = output[0]
        else:
            return chainer.as_variable(output)
    return output
