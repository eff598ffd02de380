"""Does every parameter receive a gradient, and move?"""

import numpy

from check.finding import RIGHT, WRONG, Finding

QUESTION = 'every parameter moves'
# Scores that start at zero let nothing through at first.
STEPS = 3


def check(session):
    """Some updates as the script makes them, then every parameter beside what it was.

    A parameter that is fixed on purpose has ``update_rule.enabled`` off, and is left out.
    """
    arrays = session.batch(min(4, session.batchsize or 4))
    with session.kept():
        before = {name: param.array.copy() for name, param in session.model.namedparams()}
        for _ in range(STEPS):
            session.step(arrays)
        gradients = session.gradients(arrays)
        still, silent = [], []
        for name, param in sorted(session.model.namedparams()):
            if not param.update_rule.enabled:
                continue
            if not (param.array != before[name]).any():
                still.append(name)
            if gradients[name] is None or not numpy.any(gradients[name]):
                silent.append(name)
    figures = {'parameters': len(before), 'still': still, 'without gradient': silent}
    if not still and not silent:
        words = 'all {} do, after {} steps'.format(len(before), STEPS)
        return Finding(QUESTION, RIGHT, figures, words)
    parts = [('never moved', still), ('without gradient', silent)]
    words = '; '.join('{}: {}'.format(w, ' '.join(names)) for w, names in parts if names)
    return Finding(QUESTION, WRONG, figures, words + ': cut off from the loss, or never added?')
