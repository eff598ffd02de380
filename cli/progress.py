"""Sign of life of what goes through many things without a Trainer."""

import sys
import time

from cli import terminal


def shown(items, what):
    """Go through ``items`` and tell how far it is, on stderr.

    Every second in one line of a terminal that is erased at the end; a line a
    minute in a log file.

    Args:
        items: Anything to go through that has a length.
        what (str): What they are called.
    """
    stream = sys.stderr
    erases = terminal.takes_codes(stream)
    every, line = (1, '\r{}\033[K') if erases else (60, '{}\n')
    start = told = time.time()
    try:
        for done, item in enumerate(items, 1):
            yield item
            now = time.time()
            if now - told >= every:
                told = now
                left = (now - start) * (len(items) - done) / done
                text = '{} of {} {}, about {:.0f} s to go'.format(done, len(items), what, left)
                stream.write(line.format(text))
                stream.flush()
    finally:
        if erases:
            stream.write('\r\033[K')
            stream.flush()
