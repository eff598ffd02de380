"""Does an example's loss depend on that example alone?"""

from check.finding import RIGHT, WRONG, Finding, unknown
from check.session import moved

QUESTION = 'examples apart'
# Of what changing one example does, what changing both may do besides: rounding.
_ROUNDING = 0.02


def check(session):
    """Two examples changed, one at a time and both: the two changes of the loss must add up.

    As when testing, for in training batch normalization mixes examples, as it must. Where inputs
    are numbers only these are changed, so that as many pixels count as before.
    """
    arrays = session.batch(4)
    if len(arrays[0]) < 4:
        return unknown(QUESTION, 'a batch of four could not be made')
    with moved(session, arrays):
        # The learning of five steps may be hardly any: what is measured are differences.
        nothing, first, second, both = [
            session.loss(_changed(arrays, places)) for places in ((), (0,), (1,), (0, 1))
        ]
    one, other = first - nothing, second - nothing
    largest = max(abs(one), abs(other))
    figures = {'first': one, 'second': other, 'both': both - nothing}
    if largest < 1e-5 * abs(nothing):
        words = 'another input hardly changes the loss (by {:.1e}): nothing to measure yet'
        return unknown(QUESTION, words.format(largest))
    mixed = abs(both - nothing - one - other) / largest
    figures['mixed'] = mixed
    if mixed < _ROUNDING:
        words = 'changes of two examples add up to {:.1e} of them'.format(mixed)
        return Finding(QUESTION, RIGHT, figures, words)
    words = (
        'changes of two examples do not add up ({:.0%}): what belongs to one reaches another: '
        'a view or reshape in the place of a transpose, a mean over the batch?'
    )
    return Finding(QUESTION, WRONG, figures, words.format(mixed))


def _changed(arrays, places):
    """The batch's first two examples, those in ``places`` with other inputs.

    Numbers become those of the third and fourth example; words the next ones of the vocabulary,
    where there are words: as many pairs as before, so that the same negative words are drawn.
    """
    numbers = any(a.dtype.kind == 'f' for a in arrays)
    changed = []
    for array in arrays:
        array = array.copy()
        for place in places:
            if array.dtype.kind == 'f':
                array[place] = array[2 + place]
            elif not numbers:
                there = array[place] >= 0
                array[place] = (array[place] + 1) % (array.max() + 1) * there - 1 * ~there
        changed.append(array[:2])
    return tuple(changed)
