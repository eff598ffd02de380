"""fissix's tool, which here leaves no line out and ends in an exception."""

from fissix import refactor
from fissix.pgen2 import token


class Tool(refactor.RefactoringTool):
    """Translates text with the fixers that it is given."""

    def log_error(self, msg, *args, **kwargs):
        raise SyntaxError(msg % args)

    def log_message(self, msg, *args):
        pass

    def get_fixers(self):
        before, after = super(Tool, self).get_fixers()
        for fixer in before + after:
            fixer.transform = _keeping_lines(fixer.transform)
        return before, after


def _keeping_lines(transform):
    """A fixer that puts the lines it has drawn together behind the statement."""

    def kept(node, results):
        lines = str(node).count('\n')
        end = _end_of_line(node)
        new = transform(node, results)
        parts = new if isinstance(new, list) else [node if new is None else new]
        missing = lines - sum(str(part).count('\n') for part in parts)
        if missing > 0 and end is not None:
            end.value += '\n' * missing
        return new

    return kept


def _end_of_line(node):
    """The end of the line on which ``node`` ends."""
    leaf = node
    while leaf is not None and leaf.type != token.NEWLINE:
        while leaf is not None and leaf.next_sibling is None:
            leaf = leaf.parent
        leaf = leaf and leaf.next_sibling
        while leaf is not None and leaf.children:
            leaf = leaf.children[0]
    return leaf
