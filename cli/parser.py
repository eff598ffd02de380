"""A parser of options that takes no empty ones, and refuses in one line."""

import argparse
import os
import sys

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

    def parse_known_args(self, args=None, namespace=None):
        for value in sys.argv[1:] if args is None else args:
            try:
                value.encode('utf-8')
            except UnicodeEncodeError:
                # It could neither be printed nor written into args.json.
                raise UserError(
                    '{!r}: not a name in UTF-8, but in another encoding (Shift JIS?): rename it, '
                    'or make a link of another name to it'.format(os.fsencode(value))
                )
            # argparse takes these two dashes out, and then misses the value.
            if value.startswith('-') and value.endswith('=--'):
                self.error("argument {}: must be a value, not '--'".format(value[:-3]))
        return super(Parser, self).parse_known_args(args, namespace)

    def error(self, message):
        """One line, where argparse puts the list of all options before it."""
        text = '{} (--help lists what is taken)'.format(message)
        self.exit(2, 'error: {}\n'.format(' '.join(text.split())))
