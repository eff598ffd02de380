"""A generated corpus with planted relations: neighbours and analogies are known.

Every one of its words is of a kind and belongs to a subject: ``paris`` is a
capital and belongs to France, ``france`` is a country and belongs to France. A
sentence is such a word beside a clue, which tells its kind or its subject. So
words of a kind share two thirds of their contexts and words of a subject one
third, clues never meet each other, and ``v(paris) - v(france) + v(japan)`` lies
where ``v(tokyo)`` is.
"""

import numpy as np

from data.words.vocabulary import END

_KINDS = {
    'country': ('border', 'flag', 'export', 'treaty'),
    'capital': ('mayor', 'metro', 'suburb', 'airport'),
    'man': ('he', 'his', 'him', 'beard'),
    'woman': ('she', 'her', 'hers', 'gown'),
}

# Relation, kinds, and the words of each subject with its clues.
_RELATIONS = (
    (
        'capital-country',
        ('country', 'capital'),
        (
            (('france', 'paris'), ('seine', 'baguette', 'louvre')),
            (('japan', 'tokyo'), ('sushi', 'yen', 'shinto')),
            (('italy', 'rome'), ('pasta', 'tiber', 'forum')),
            (('egypt', 'cairo'), ('nile', 'pyramid', 'sphinx')),
            (('spain', 'madrid'), ('paella', 'flamenco', 'prado')),
            (('norway', 'oslo'), ('fjord', 'ski', 'viking')),
        ),
    ),
    (
        'family',
        ('man', 'woman'),
        (
            (('king', 'queen'), ('throne', 'crown', 'realm')),
            (('father', 'mother'), ('cradle', 'nursery', 'parent')),
            (('brother', 'sister'), ('sibling', 'twin', 'childhood')),
            (('uncle', 'aunt'), ('nephew', 'niece', 'cousin')),
            (('actor', 'actress'), ('stage', 'film', 'role')),
            (('waiter', 'waitress'), ('menu', 'table', 'tip')),
        ),
    ),
)

_SENTENCES = 6000


def words():
    """The corpus, 12,000 words and the same at every call; END after every two."""
    random = np.random.RandomState(0)
    found = []
    for _ in range(_SENTENCES):
        _, kinds, subjects = _RELATIONS[random.randint(len(_RELATIONS))]
        things, clues = subjects[random.randint(len(subjects))]
        kind = random.randint(len(kinds))
        if random.randint(3):
            clues = _KINDS[kinds[kind]]
        sentence = [things[kind], clues[random.randint(len(clues))]]
        found += sentence if random.randint(2) else sentence[::-1]
        found.append(END)
    return found


def questions():
    """All analogies: ``{relation: [(a, b, c, d), ...]}``, a is to b as c is to d."""
    return {
        relation: [
            (a[i], a[1 - i], c[i], c[1 - i])
            for i in (0, 1)
            for a, _ in subjects
            for c, _ in subjects
            if a is not c
        ]
        for relation, _, subjects in _RELATIONS
    }


def pairs():
    """Pairs of words with how alike they are: ``[(a, b, score), ...]``.

    2 for words of a kind (france, japan), 1 for words of a subject (france,
    paris), 0 for others (france, queen).
    """
    places = [
        (word, kind, things)
        for _, kinds, subjects in _RELATIONS
        for things, _ in subjects
        for kind, word in zip(kinds, things)
    ]
    return [
        (a, b, 2 * (kind_a == kind_b) + (things_a is things_b))
        for i, (a, kind_a, things_a) in enumerate(places)
        for b, kind_b, things_b in places[i + 1 :]
    ]
