"""Compiled loops that several threads run together, without Python's lock.

Python's threads hand that lock to each other asleep; to be awake again takes one 0.1 to 0.5 ms (in
a virtual machine, docs/accel.md), as long as many pieces of work. Here a compiled function tells
threads that wait awake, in compiled code too, what to call.

    @inner
    def _loop(me, counter, a): ...  # Takes pieces from the counter; me: a number for each thread.

    _work = outline(_loop)

    @outer
    def loop(team, helpers, *args):
        lead(team, helpers, _work(args))

``team`` is memory that all threads look at, :func:`memory`. The last three lines are written out
for each loop: Numba keeps on disk only what has a name and lines of its own.
"""

import numpy
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from chainer_accel.base.claims import add, look, put
from chainer_accel.base.compiled import inner, outer

# Places in the team's memory, each with what is written at the same time on a line of the cache.
ROUND, FUNCTION, FRAME, PLACES, FINISHED, FAILED = 0, 1, 2, 8, 16, 17
SIZE = 24
# Looks at memory before a thread that waits goes to sleep (12 ms), and before one
# whose others are not done lets them have the core.
LOOKS = 1 << 24
PATIENCE = 1 << 14

_INT = ir.IntType(64)
_yield = types.ExternalFunction('sched_yield', types.int32())


def memory():
    """A team's memory, of nobody yet."""
    return numpy.zeros(SIZE, numpy.int64)


_OUTLINE = ir.FunctionType(ir.IntType(1), [_INT, ir.IntType(8).as_pointer()])


def outline(function):
    """For compiled code: what makes of ``args`` the work ``function(me, *args)``, for ``lead``."""

    @intrinsic
    def frame_of(typing, args):
        wanted = (types.int64,) + tuple(args)
        signature = function._type.get_call_type(typing, wanted, {})

        def generate(context, builder, own, values):
            frame = cgutils.alloca_once_value(builder, values[0])
            compiled = function.overloads[signature.args]
            context.add_linking_libs([compiled.library])
            name = compiled.fndesc.mangled_name + '.outlined'
            outlined = ir.Function(builder.module, _OUTLINE, name)
            outlined.linkage = 'internal'
            inner = ir.IRBuilder(outlined.append_basic_block())
            me, at = outlined.args
            value = inner.load(inner.bitcast(at, values[0].type.as_pointer()))
            parts = cgutils.unpack_tuple(inner, value, len(args))
            status, _ = context.call_internal_no_propagate(
                inner, compiled.fndesc, signature, [me] + list(parts)
            )
            inner.ret(status.is_error)
            pair = [builder.ptrtoint(p, _INT) for p in (outlined, frame)]
            return context.make_tuple(builder, own.return_type, pair)

        return types.UniTuple(types.int64, 2)(args), generate

    return frame_of


@intrinsic
def _call(typing, function, me, frame):
    """Whether what ``outline`` gave the addresses of failed."""

    def generate(context, builder, signature, args):
        called = builder.inttoptr(args[0], _OUTLINE.as_pointer())
        at = builder.inttoptr(args[2], ir.IntType(8).as_pointer())
        return builder.call(called, [args[1], at])

    return types.boolean(types.int64, types.int64, types.int64), generate


@inner
def lead(team, helpers, work):
    """Do a work here (``me`` is 0) and in so many other threads, if they come.

    Args:
        team (numpy.ndarray): :func:`memory`.
        helpers (int): Threads.
        work (tuple): What :func:`outline`'s result gave in the function that calls this.

    Raises:
        MemoryError: If it failed in one of them: nothing else can happen to it.
    """
    function, frame = work
    put(team, FUNCTION, function)
    put(team, FRAME, frame)
    put(team, FINISHED, 0)
    put(team, PLACES, helpers)
    add(team, ROUND, 1)
    failed = _call(function, 0, frame)
    # Who has not begun by now finds nothing left to do: on a busy machine, waiting for it to awake
    # took longer than the work.
    begun = helpers - max(0, put(team, PLACES, 0))
    looks = 0
    while look(team, FINISHED) < begun:
        looks += 1
        if looks % PATIENCE == 0:
            _yield()
    if put(team, FAILED, 0) > 0 or failed:
        raise MemoryError


@outer
def serve(team, seen):
    """Wait for work after round ``seen`` and do it, again and again.

    Returns:
        int: The last round seen, when there was none for so long.
    """
    looks = 0
    while looks < LOOKS:
        looks += 1
        now = look(team, ROUND)
        if now == seen:
            continue
        seen = now
        # Whoever comes too late for this round, and finds the next one's places, has its work too.
        me = add(team, PLACES, -1)
        if me > 0:
            if _call(look(team, FUNCTION), me, look(team, FRAME)):
                put(team, FAILED, 1)
            add(team, FINISHED, 1)
        looks = 0
    return seen
