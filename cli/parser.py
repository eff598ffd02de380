"""A parser of options that takes no empty ones."""

import argparse

from cli.errors import UserError


class Parser(argparse.ArgumentParser):
    """``--data "$DATA"`` where DATA is not set asks for something, not for the default."""

    def parse_args(self, *given, **more):
        args = super(Parser, self).parse_args(*given, **more)
        for action in self._actions:
            value = getattr(args, action.dest, None)
            if '' in (value if isinstance(value, list) else [value]):
                name = (action.option_strings or [action.metavar])[0]
                raise UserError('{} is empty: is a shell variable not set?'.format(name))
        return args
