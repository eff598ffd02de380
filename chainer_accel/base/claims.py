"""Numbers that compiled loops in several threads change and see, without Python's lock."""

from numba.core import cgutils, types
from numba.extending import intrinsic

from chainer_accel.base.compiled import inner


def _place(context, builder, kind, array, index):
    data = cgutils.create_struct_proxy(kind)(context, builder, array).data
    return builder.gep(data, [index])


def _atomic(operation):
    @intrinsic
    def change(typing, a, index, value):
        def generate(context, builder, signature, args):
            at = _place(context, builder, signature.args[0], args[0], args[1])
            return builder.atomic_rmw(operation, at, args[2], 'seq_cst')

        return types.int64(a, types.intp, types.int64), generate

    return change


# What was there before.
add, put = _atomic('add'), _atomic('xchg')


@intrinsic
def look(typing, a, index):
    """``a[index]`` of an int64 array as another thread left it."""

    def generate(context, builder, signature, args):
        at = _place(context, builder, signature.args[0], args[0], args[1])
        return builder.load_atomic(at, 'seq_cst', 8)

    return types.int64(a, types.intp), generate


@inner
def claim(counter):
    """The next piece of work of a counter, an int64 array: nobody else gets it."""
    return add(counter, 0, 1)
