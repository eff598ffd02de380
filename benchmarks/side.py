"""One side of a pair, a process of its own: ``python -m benchmarks.side MODULE:FUNCTION``.

Does the work once for each line it reads and answers with a line of JSON: seconds for a unit of
work and the largest memory of the process so far, in MB.
"""

import importlib
import json
import resource
import sys
import time


def main():
    module, function = sys.argv[1].split(':')
    work = getattr(importlib.import_module('benchmarks.sides.' + module), function)()
    # The first time compiles, allocates and fills caches; ``None`` says that it is over.
    work()
    print('null', flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        amount = work()
        seconds = (time.perf_counter() - start) / amount
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([seconds, memory]), flush=True)


if __name__ == '__main__':
    main()
