"""CuPy 13 and 14: what they do otherwise than CuPy 7, and what Chainer says without any CuPy.

Where CuPy cannot be used Chainer puts empty stand-ins in the place of its names. Most ways to ask
for a GPU end in an error all the same, but ``with cuda.Device(0):`` went on to compute on the CPU
without a word. Chainer has always been so; mended from NumPy 2 on, where CuPy is 13 or newer, so
that the period stack stays what it was.
"""

from chainer_compat.mend import Mend

_CUDA = 'chainer.backends.cuda'
_HIERARCHICAL = 'chainer.links.loss.hierarchical_softmax'
_today = ('numpy', '2.0')
_thirteen = ('cupy', '13')
_fourteen = ('cupy', '14')
_new = 'def __init__(self, *args, **kwargs): check_cuda_available()'

# Asked for, a GPU that cannot be used ends in an error that says why.
_NOT_USABLE = [
    Mend(module=_CUDA, line=101, old='pass', new='check_cuda_available()', since=_today),
    Mend(module=_CUDA, line=110, old='pass', new=_new, since=_today),
    Mend(module=_CUDA, line=113, old='pass', new=_new, since=_today),
    Mend(
        module=_CUDA,
        line=116,
        old='cupy = object()',
        new='from chainer_compat.missing import Missing; cupy = Missing("cupy", e)',
        since=_today,
    ),
    Mend(
        module=_CUDA,
        line=149,
        old='msg += str(_resolution_error)',
        new="msg += '\\n{}: {}'.format(type(_resolution_error).__name__, _resolution_error)",
        since=_today,
    ),
]

# CuPy's cuDNN module has moved, and warns of its old name: where warnings are errors (python -W
# error) Chainer would take that for no cuDNN.
_MOVED = [
    Mend(module=_CUDA, line=129, old='import cupy.', new='import cupyx.', since=_thirteen),
    Mend(module=_CUDA, line=130, old='= cupy.', new='= cupyx.', since=_thirteen),
] + [
    Mend(
        module='chainer.functions.array.spatial_transformer_' + name,
        line=line,
        old='cuda.cupy.cudnn.',
        new='cuda.cudnn.',
        since=_thirteen,
    )
    for name, line in (('grid', 49), ('sampler', 53))
]

# CuPy 14 has no cuDNN module that could be installed: no use to ask for it at every start.
_NO_CUDNN = [
    Mend(
        module=_CUDA,
        line=151,
        old='(not cudnn_enabled and',
        new='(_cupy_major < 14 and not cudnn_enabled and',
        since=_fourteen,
    )
]

# From CuPy 8 on the module is there without the library.
_NCCL = [
    Mend(
        module='chainer.training.updaters.multiprocess_parallel_updater',
        line=16,
        old='_available = True',
        new='_available = nccl.available',
        since=('cupy', '8'),
    )
]

# CuPy 8 deprecated cupy.cuda.nvtx_enabled.
_NVTX = [
    Mend(
        module='chainer.function_hooks.cuda_profile',
        line=11,
        old='cuda.cupy.cuda.nvtx_enabled',
        new='cuda.cupy.cuda.nvtx.available',
        since=('cupy', '8'),
    )
]

# NumPy 2, and CuPy 14 with it, refuse copy=False where a copy is needed.
_COPY = [
    Mend(
        module='chainermn.communicators._memory_utility',
        line=211,
        old='xp.array(v, copy=False, dtype=transfer_dtype)',
        new='xp.asarray(v, dtype=transfer_dtype)',
        since=_today,
    )
]

# In float16 these products are float, and there is no atomicAdd(half*, float) in CuPy 14.
# (resize_images has such lines too, but takes nothing but float32.)
_HALF = [
    Mend(
        module='chainer.functions.loss.negative_sampling',
        line=233,
        old='gi * x[(i / m) * c + j]);',
        new='(T)(gi * x[(i / m) * c + j]));',
        since=_fourteen,
    ),
    Mend(module=_HIERARCHICAL, line=246, old='g * w[w_ind]);', new='(T)(g * w[w_ind]));',
         since=_fourteen),
    Mend(module=_HIERARCHICAL, line=247, old='g * x[x_ind]);', new='(T)(g * x[x_ind]));',
         since=_fourteen),
]  # fmt: skip

MENDS = _NOT_USABLE + _MOVED + _NO_CUDNN + _NCCL + _NVTX + _COPY + _HALF
