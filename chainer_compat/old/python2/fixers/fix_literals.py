"""``ur'...'`` becomes ``r'...'``, ``0777`` becomes ``0o777``, ``10L`` becomes ``10``."""

import re

from fissix import fixer_base
from fissix.pgen2 import token


class FixLiterals(fixer_base.BaseFix):
    """By how the number or string begins and ends."""

    BM_compatible = True
    PATTERN = 'STRING | NUMBER'

    def transform(self, node, results):
        if node.type == token.STRING:
            value = re.sub(r'^[uU]([rR])', r'\1', node.value)
        else:
            value = re.sub(r'[lL]$', '', node.value)
            value = re.sub(r'^0+(?=[0-7]+$)', '0o', value)
            value = re.sub(r'^0o0*$', '0', value)
        if value == node.value:
            return None
        new = node.clone()
        new.value = value
        return new
