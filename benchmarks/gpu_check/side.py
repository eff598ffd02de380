"""One side on a GPU, a process of its own: ``python -m benchmarks.gpu_check.side TARGET JSON``.

TARGET is MODULE:FUNCTION of ``benchmarks.sides``; the module's name ends in the library's. JSON
has ``arguments`` of the function, ``options`` of the library (``on_chainer``, ``on_torch``) and how
many ``repeats`` of the work are timed at once. Answers first with the versions, then for each line
it reads with seconds for a unit of work and the most memory so far, in GiB.
"""

import importlib
import json
import sys
import time

# cuDNN's choices, compiled kernels and the memory pools are there after the first.
WARM_UP = 3


def main():
    target, settings = sys.argv[1], json.loads(sys.argv[2])
    module, function = target.split(':')
    name = 'benchmarks.gpu_check.on_' + module.rpartition('_')[2]
    library = importlib.import_module(name).Library(**settings['options'])
    sides = importlib.import_module('benchmarks.sides.' + module)
    work = getattr(sides, function)(device=settings['options']['device'], **settings['arguments'])
    for _ in range(WARM_UP):
        work()
    library.wait()
    print(json.dumps(library.versions()), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        amount = sum(work() for _ in range(settings['repeats']))
        library.wait()
        seconds = (time.perf_counter() - start) / amount
        print(json.dumps([seconds, library.memory()]), flush=True)


if __name__ == '__main__':
    main()
