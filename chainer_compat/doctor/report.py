"""What was found, in lines for people."""

from chainer_compat.doctor import blas, cpu, cudnn


def found(facts):
    """Lines that name what is installed.

    Args:
        facts (dict): What ``look`` of each module of this package gave, by its name.
    """
    here, library, cuda = facts['cpu'], facts['blas'], facts['gpu']
    driver, mpi = facts['driver'], facts['mpi']
    rows = [
        ('Python', here.python),
        ('NumPy', here.numpy),
        ('BLAS', _blas(library)),
        ('Chainer', _chainer(here)),
        ('chainer_accel', cpu.accel(here)),
        ('CuPy', cuda.version or cuda.error),
        ('CUDA', _dotted(cuda.runtime)),
        ('driver', _driver(driver)),
        ('cuDNN', cudnn.words(cuda, driver.devices)),
        ('NCCL', _or_none(cuda.nccl)),
        ('MPI', mpi.error or 'mpi4py {}, {}'.format(mpi.version, mpi.library)),
    ]
    rows += [('GPU {}'.format(i), _device(device)) for i, device in enumerate(driver.devices)]
    return ['{:14s} {}'.format(name, value) for name, value in rows]


def places(problems, facts):
    """Lines that say what will run where.

    Args:
        problems (dict): Why nothing runs on ``'cpu'``, ``'gpu'`` and ``'mpi'``; None: it does.
        facts (dict): As in :func:`found`.
    """
    devices = facts['driver'].devices
    nccl = problems['mpi'] or (None if facts['gpu'].nccl else 'no NCCL')
    if problems['gpu']:
        nccl = 'no GPU'
    rows = [
        ('--device -1', problems['cpu'], 'on the CPU'),
        ('--device 0', problems['gpu'], 'on ' + devices[0].name if devices else ''),
        ('mpiexec, --communicator naive', problems['mpi'], 'on the CPU'),
        ('mpiexec, --communicator pure_nccl', nccl, 'on {} GPU(s)'.format(len(devices))),
    ]
    return [
        '{:33s} {}'.format(option, 'no: ' + problem if problem else where)
        for option, problem, where in rows
    ]


def hints(facts):
    """Lines of advice."""
    advice = blas.hint(facts['blas'], facts['flags'])
    return ['hint: ' + advice] if advice else []


def _blas(library):
    if library is None:
        return 'not OpenBLAS, or it cannot be asked'
    return '{}, kernel {}, {} thread(s)'.format(*library)


def _chainer(here):
    if here.error:
        return here.error
    return here.chainer + (', served by chainer_compat' if here.mended else '')


def _driver(driver):
    if driver.cuda is None:
        return driver.error
    return '{}, CUDA up to {}'.format(driver.release or 'of unknown version', _dotted(driver.cuda))


def _device(device):
    capability = _dotted(device.capability)
    memory = device.memory / 2.0**30
    return '{}, compute capability {}, {:.1f} GiB'.format(device.name, capability, memory)


def _or_none(version):
    return 'none' if version is None else str(version)


def _dotted(version):
    return 'none' if version is None else '.'.join(str(part) for part in version)
