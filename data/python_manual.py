"""Real English that comes with every Python: the topics of ``help()``.

About 60,000 words of the language reference, a little different from one
Python to the next. Nothing is downloaded.
"""

import re
from pydoc_data.topics import topics

from data.words.vocabulary import END

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
# A paragraph ends, or a sentence within it; lists and headings end with their line.
_SENTENCE = re.compile(r'(?<=[.!?:;])\s|\n\s*\n|\n\*\*|\n==|\n--|\n\* ')


def words():
    """All words in lower case, in the order of the topics; END after every sentence."""
    found = []
    for topic in sorted(topics):
        for sentence in _SENTENCE.split(topics[topic]):
            # Grammar rules and sessions at the prompt are no English.
            if '::=' in sentence or '>>>' in sentence:
                continue
            found.extend(_WORD.findall(sentence.lower()))
            found.append(END)
    return found
