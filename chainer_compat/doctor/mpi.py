"""mpi4py and the MPI under it, which ChainerMN needs."""

import collections
import re

Mpi = collections.namedtuple('Mpi', 'version library error')


def look():
    """What there is of MPI; nothing is started."""
    try:
        import mpi4py

        mpi4py.rc.initialize = False
        from mpi4py import MPI

        library = MPI.Get_library_version()
    except Exception as e:  # ImportError without it, RuntimeError without a library under it
        if getattr(e, 'name', None) == 'mpi4py':
            return Mpi(None, None, 'mpi4py is not installed')
        return Mpi(None, None, '{}: {}'.format(type(e).__name__, e))
    # 'MPICH Version:      5.0.2\n...', 'Open MPI v5.0.6, package: ...'
    first = re.split('[,\n]', library)[0].replace('Version:', '')
    return Mpi(mpi4py.__version__, ' '.join(first.split()), None)
