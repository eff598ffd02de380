"""A vector of float32 as a type of Numba's, so that a kernel says itself what is one instruction.

Left to LLVM, a loop over channels around some dozen loads and stores is not vectorized: it cannot
know that none of these arrays overlap.
"""

import operator

from llvmlite import binding, ir
from numba.core import cgutils, types
from numba.extending import intrinsic, lower_builtin, models, register_model, type_callable

# As many as a register holds.
LANES = 16 if binding.get_host_cpu_features().get('avx512f') else 8

_VECTOR = ir.VectorType(ir.FloatType(), LANES)
# A product and a sum may become one instruction; nothing else is reordered.
_FLAGS = ('contract',)


class _Lanes(types.Type):
    def __init__(self):
        super(_Lanes, self).__init__('float32x{}'.format(LANES))


lanes = _Lanes()


@register_model(_Lanes)
class _Model(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super(_Model, self).__init__(manager, kind, _VECTOR)


def _pointer(context, builder, kind, array, index):
    if isinstance(kind, types.Integer):
        data = builder.inttoptr(array, ir.FloatType().as_pointer())
    else:
        data = cgutils.create_struct_proxy(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), _VECTOR.as_pointer())


@intrinsic
def address(typing, array):
    """Where a float32 array begins: ``load`` takes it in the array's place.

    For a choice of arrays, whose owners would be counted for each.
    """

    def generate(context, builder, signature, args):
        data = cgutils.create_struct_proxy(signature.args[0])(context, builder, args[0]).data
        return builder.ptrtoint(data, ir.IntType(64))

    return types.int64(array), generate


@intrinsic
def load(typing, array, index):
    """``load(a, i)``: ``a[i:i + LANES]`` of a float32 array, flat, or of its ``address``."""

    def generate(context, builder, signature, args):
        return builder.load(_pointer(context, builder, signature.args[0], *args), align=4)

    return lanes(array, types.intp), generate


@intrinsic
def store(typing, array, index, vector):
    """``store(a, i, v)``: ``a[i:i + LANES] = v``."""

    def generate(context, builder, signature, args):
        at = _pointer(context, builder, signature.args[0], args[0], args[1])
        builder.store(args[2], at, align=4)
        return context.get_dummy_value()

    return types.void(array, types.intp, lanes), generate


@intrinsic
def copy(typing, source, first, target, at, count):
    """``copy(a, i, b, j, n)``: ``b[j:j + n] = a[i:i + n]`` of one-dimensional float32 arrays."""

    def generate(context, builder, signature, args):
        a, i, b, j, n = args
        kinds = signature.args
        pointers = [
            builder.gep(cgutils.create_struct_proxy(kind)(context, builder, array).data, [index])
            for kind, array, index in ((kinds[2], b, j), (kinds[0], a, i))
        ]
        cgutils.raw_memcpy(builder, pointers[0], pointers[1], n, 4)
        return context.get_dummy_value()

    arguments = (source, types.intp, target, types.intp, types.intp)
    return types.void(*arguments), generate


@intrinsic
def spread(typing, value):
    """``spread(x)``: a vector of x in all places."""

    def generate(context, builder, signature, args):
        (value,) = args
        if signature.args[0] == types.float64:
            value = builder.fptrunc(value, ir.FloatType())
        one = builder.insert_element(
            ir.Constant(_VECTOR, ir.Undefined), value, ir.Constant(ir.IntType(32), 0)
        )
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        return builder.shuffle_vector(one, one, zeros)

    return lanes(value), generate


def _operator(function, name):
    @type_callable(function)
    def typed(context):
        def typer(a, b):
            if isinstance(a, _Lanes) and isinstance(b, _Lanes):
                return lanes

        return typer

    @lower_builtin(function, lanes, lanes)
    def lowered(context, builder, signature, args):
        return getattr(builder, name)(*args, flags=_FLAGS)


_operator(operator.add, 'fadd')
_operator(operator.sub, 'fsub')
_operator(operator.mul, 'fmul')
