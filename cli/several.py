"""Several processes of one training, on one machine or many, as ChainerMN joins them.

``mpiexec -n 4 python -m train.fcn32s --communicator naive``: which of the four is this one, which
one speaks and writes, and how all of them end when one cannot go on. Nothing of MPI is imported
before :func:`start`, so that a process which only loads pictures stays out of it.

docs/several-machines.md tells the rest.
"""

import os
import sys
import time

from cli import errors
from cli.errors import UserError

COMMUNICATORS = ('naive', 'flat', 'non_cuda_aware', 'pure_nccl')
# What mpiexec tells the processes it starts: MPICH and Intel MPI, Open MPI.
_RANK = ('PMI_RANK', 'OMPI_COMM_WORLD_RANK')
_SIZE = ('PMI_SIZE', 'OMPI_COMM_WORLD_SIZE')
_ON_THIS_MACHINE = ('MPI_LOCALNRANKS', 'OMPI_COMM_WORLD_LOCAL_SIZE')
# A mistake that all make is told once: by then the first one has ended the others.
_PATIENCE = 3  # seconds
_HANDED_ON = 0.3  # seconds


class Alone(object):
    """What ChainerMN's communicators say of themselves, for one process by itself."""

    rank = intra_rank = 0
    size = 1


_state = {'comm': Alone()}


def comm():
    """The communicator of this process; an :class:`Alone` without ``--communicator``."""
    return _state['comm']


def first():
    """Is this the process that writes and prints?"""
    return comm().rank == 0


def start(name):
    """Join the processes that mpiexec has started.

    Args:
        name (str): One of :data:`COMMUNICATORS`, or None.

    Raises:
        UserError: They cannot be joined so.
    """
    size = _told(_SIZE, 1)
    _state['comm'] = Alone()
    if name is not None:
        _state['comm'] = _communicator(name, size)
    elif size > 1:
        if _told(_RANK, 0):
            sys.exit(1)
        raise UserError(
            '{} processes without --communicator would each train alone, into the same --out: '
            'give --communicator naive (pure_nccl for GPUs), or leave out mpiexec'.format(size)
        )


def once(write):
    """What ``write()`` gives; in one process of each machine it ends before the others begin."""
    if comm().size == 1:
        return write()
    if comm().intra_rank:
        comm().mpi_comm.Barrier()
        return write()
    result = write()
    comm().mpi_comm.Barrier()
    return result


def divide_threads():
    """Give each process its part of the machine's cores, unless the person says otherwise.

    OpenBLAS, and chainer_accel after it, would else start as many threads in each process as
    there are cores. Must be called before NumPy is imported.
    """
    here = _told(_ON_THIS_MACHINE, 1)
    if here > 1:
        cores = len(os.sched_getaffinity(0))
        os.environ.setdefault('OPENBLAS_NUM_THREADS', str(max(1, cores // here)))


def _communicator(name, size):
    try:
        from mpi4py import MPI
    except (ImportError, RuntimeError) as e:
        raise UserError(
            '--communicator needs mpi4py and an MPI: pip install -r requirements/mpi.txt '
            '({})'.format(e)
        )
    if MPI.COMM_WORLD.size != size:
        raise UserError(
            'mpiexec started {} processes, but mpi4py sees {}: the two are of different MPIs; take '
            'the mpiexec that stands beside this python'.format(size, MPI.COMM_WORLD.size)
        )
    if size > 1:
        _together(MPI.COMM_WORLD)
    import chainermn

    try:
        return chainermn.create_communicator(name)
    except RuntimeError as e:  # no NCCL
        raise UserError("--communicator {} can't be used: {} On CPUs take naive.".format(name, e))


def _together(world):
    """Let one of several processes speak, and all end when one of them does."""
    from chainermn import global_except_hook

    if world.rank:
        sys.stdout = open(os.devnull, 'w')
    global_except_hook.add_hook()

    def end(message, status):
        time.sleep(_PATIENCE if world.rank else 0)
        sys.stderr.write(message)
        sys.stderr.flush()
        # On a busy machine mpiexec ended before it had handed that on.
        time.sleep(_HANDED_ON)
        # Without this the others would wait for this one for ever.
        world.Abort(status)

    errors.end = end


def _told(names, default):
    return next((int(os.environ[name]) for name in names if name in os.environ), default)
