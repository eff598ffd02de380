"""Pieces of work that compiled loops in several threads take from one list, without Python's lock.

A thread that has to ask Python for its next piece of a millisecond waits for the other threads to
let go of the lock, and is put to sleep meanwhile: four threads got no more done than two.
"""

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic


@intrinsic
def claim(typing, counter):
    """``claim(a)``: ``a[0]`` of an int64 array, which nobody else gets: it grows by one."""

    def generate(context, builder, signature, args):
        data = cgutils.create_struct_proxy(signature.args[0])(context, builder, args[0]).data
        return builder.atomic_rmw('add', data, ir.Constant(ir.IntType(64), 1), 'monotonic')

    return types.int64(counter), generate
