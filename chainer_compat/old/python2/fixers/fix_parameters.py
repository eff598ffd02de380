"""``def f(a, (b, c)):`` becomes ``def f(a, _chainer_compat_tuple_28622c206329):``.

What the parameter is to be taken apart into is told in its name, in hexadecimal digits; ``meaning``
does it where the function begins. fissix's own fixer puts a line there.
"""

from fissix import fixer_base
from fissix.fixer_util import Name
from fissix.pygram import python_symbols

from chainer_compat.old.python2.syntax import TUPLE

_KINDS = (python_symbols.tfpdef, python_symbols.vfpdef)


class FixParameters(fixer_base.BaseFix):
    """In ``def`` and ``lambda``; the outermost tuple, with all that is in it."""

    BM_compatible = True
    PATTERN = "tfpdef< '(' any ')' > | vfpdef< '(' any ')' >"

    def transform(self, node, results):
        above = node.parent
        while above is not None:
            if above.type in _KINDS:
                return None
            above = above.parent
        text = str(node).strip().encode('utf-8').hex()
        return Name(TUPLE + text, prefix=node.prefix)
