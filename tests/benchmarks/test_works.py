import ast
import os

from benchmarks import sides, unpooling, works
from benchmarks.gpu_check import works as gpu_works


def test_both_sides_of_each_work_are_there():
    """Without their libraries, which only ``make bench`` installs."""
    found = list(works.WORKS.values()) + list(unpooling.WORKS.values())
    for work in found + [work for work in gpu_works.WORKS.values() if work.peer]:
        for target in (work.ours, work.peer):
            module, function = target.split(':')
            path = os.path.join(os.path.dirname(sides.__file__), module + '.py')
            with open(path) as f:
                defined = [n.name for n in ast.parse(f.read()).body if hasattr(n, 'name')]
            assert function in defined


def test_steps_of_convolutions_are_counted():
    assert [name for name, work in works.WORKS.items() if work.counted] == [
        name for name in works.WORKS if ' step' in name
    ]
