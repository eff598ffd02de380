"""Files that word vectors are tested with: pairs of words with a score, and analogies.

Pairs, as in WordSim-353 and SimLex-999: two words and how alike people find
them, separated by tabs, commas or spaces; lines with # and a headline are
skipped. Analogies, as in word2vec's questions-words.txt: ``a b c d`` (a is to b
as c is to d), in sections that begin with ``: name``.
"""

from cli.errors import UserError


def read_pairs(path):
    """Similarity pairs: ``[(a, b, score), ...]``.

    Raises:
        UserError: The file is missing, empty, or a line is something else.
    """
    pairs = []
    for number, line in _lines(path):
        separator = next((s for s in '\t,' if s in line), None)
        fields = [field.strip() for field in line.split(separator)]
        try:
            a, b, score = fields[0], fields[1], float(fields[2])
        except (IndexError, ValueError):
            # A headline, such as "Word 1,Word 2,Human (mean)".
            if pairs or len(fields) < 3:
                raise UserError('{}, line {}: is not two words and a number'.format(path, number))
            continue
        pairs.append((a, b, score))
    if not pairs:
        raise UserError('{}: holds no pairs of words with a number'.format(path))
    return pairs


def read_questions(path):
    """Analogies: ``{section: [(a, b, c, d), ...]}``.

    Raises:
        UserError: The file is missing, empty, or a line is something else.
    """
    sections = {}
    name = 'all'
    for number, line in _lines(path):
        words = line.split()
        if line.startswith(':'):
            name = line[1:].strip()
        elif len(words) == 4:
            sections.setdefault(name, []).append(tuple(words))
        else:
            raise UserError('{}, line {}: is not four words'.format(path, number))
    if not sections:
        raise UserError('{}: holds no analogies'.format(path))
    return sections


def _lines(path):
    try:
        with open(path, encoding='utf-8-sig') as f:
            lines = [line.strip() for line in f]
    except (OSError, UnicodeDecodeError) as e:
        reason = getattr(e, 'strerror', None) or e
        raise UserError("{}: can't be read as text in UTF-8 ({})".format(path, reason))
    return [(i, line) for i, line in enumerate(lines, 1) if line and not line.startswith('#')]
