"""How the loops are compiled.

What Python calls is kept on disk (Numba's cache, in ``__pycache__`` beside its file); what only
compiled code calls becomes part of that, and needs no copy and no way in from Python of its own.
The cache looks at the date of the caller's file alone: after an edit of an inner function remove
``__pycache__``.
"""

import numba

# A division by zero is what IEEE says, too: to raise Python's error it would be one by one.
_INNER = {
    'nogil': True,
    'error_model': 'numpy',
    'no_cpython_wrapper': True,
    'no_cfunc_wrapper': True,
}
# Products may be added unrounded, as fused instructions do; all else is IEEE's.
_FUSED = {'contract'}

inner = numba.njit(**_INNER)
inner_fused = numba.njit(fastmath=_FUSED, **_INNER)
outer = numba.njit(nogil=True, cache=True, no_cfunc_wrapper=True)
