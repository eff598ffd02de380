"""TF32: from Ampere on, CUDA's libraries may shorten the factors of float32 products to 10 bits.

cuDNN 8 does so unless it is told not to; cuBLAS only where CuPy or PyTorch ask for it. A comparison
with NumPy, or of two libraries, has to say which.
"""

import os


def environ(tf32):
    """The variables of a process, with TF32 for all of CUDA's libraries or for none.

    They are read when the libraries are loaded: it must be a new process.
    """
    found = dict(os.environ, CUPY_TF32='1' if tf32 else '0')
    # 0 outdoes what a program asks for; another value is not known to do anything.
    found.pop('NVIDIA_TF32_OVERRIDE', None)
    return found if tf32 else dict(found, NVIDIA_TF32_OVERRIDE='0')
