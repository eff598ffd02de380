"""Optimizers, as Chainer 1 to 6 pickled them, and the states that Chainer 1 saved.

In Chainer 1 the optimizer holds its numbers and, by the names of the parameters, all states. Since
Chainer 2 the numbers are in a ``Hyperparameter``, and each parameter has an update rule with its
own state, which counts its own steps.
"""

import functools

from chainer_compat.files import reading


def add(optimizer):
    """Let the classes of the module ``chainer.optimizer`` take and read older states."""
    optimizer.Optimizer.__setstate__ = _set_state
    optimizer.UpdateRule.__setstate__ = _set_rule_state
    optimizer.Optimizer.serialize = _reading_old_states(optimizer.Optimizer.serialize)


def _set_state(self, state):
    state = dict(state)
    hooks = _hooks(state)
    _start(self)
    if 'hyperparam' in state:
        # The update rules have this one for their parent: numbers it does not know are added to it.
        numbers = dict(vars(self.hyperparam), **vars(state['hyperparam']))
        vars(state['hyperparam']).update(numbers)
    states = state.pop('_states', None)
    state.pop('tuples', None)  # of Chainer 1.0 to 1.4: arrays that belong to no parameter
    target = state.pop('target', None)
    if states is not None and target is not None:
        self.setup(target)
    elif target is not None:
        self.__dict__['target'] = target
    for name, value in state.items():
        if name in _numbers(self):
            setattr(self, name, value)
        else:
            self.__dict__[name] = value
    if states is not None and target is not None:
        for name, parameter in target.namedparams():
            rule = parameter.update_rule
            rule.t = self.t
            rule._state = dict(states[name]) if name in states else None
    if hooks is not None and self._hookable is None:
        from chainer import optimizer

        self._hookable = optimizer._OptimizerHookable(self)
    for timing, name, hook in hooks or ():
        self.add_hook(hook, name, timing)


def _set_rule_state(self, state):
    from chainer import optimizer

    state = dict(state)
    hooks = _hooks(state)
    optimizer.UpdateRule.__init__(self)
    self.__dict__.update(state)
    for timing, name, hook in hooks or ():
        self.add_hook(hook, name, timing)


def _start(self):
    """What the constructor of the first of Chainer's own classes sets."""
    for cls in type(self).__mro__:
        if cls.__module__.startswith('chainer.optimizer'):
            cls.__init__(self)
            return


def _numbers(self):
    from chainer import optimizer

    return {
        name
        for cls in type(self).__mro__
        for name, value in vars(cls).items()
        if isinstance(value, optimizer.HyperparameterProxy)
    }


def _hooks(state):
    """Take the hooks out of a state of Chainer 1 to 5: (timing, name, hook), or None."""
    found = [
        (timing, state.pop(key))
        for timing, key in (
            ('auto', '_hooks'), ('pre', '_pre_update_hooks'), ('post', '_post_update_hooks')
        )
        if key in state
    ]  # fmt: skip
    if all(hooks is None for _, hooks in found):
        return None
    return [(timing, name, hook) for timing, hooks in found for name, hook in (hooks or {}).items()]


def _reading_old_states(serialize):
    """``Optimizer.serialize`` that reads what Chainer 1 saved: no count of a parameter's steps."""

    @functools.wraps(serialize)
    def call(self, serializer):
        if reading.is_reading(serializer):
            # The optimizer reads its own count before it reads the parameters'.
            serializer = reading.lenient(
                serializer, {}, lambda child: reading.lenient(child, {'t': self.t})
            )
        serialize(self, serializer)

    return call
