"""Tells what is installed here and what will run where.

Ends with 0 if what is asked for runs: Chainer on the CPU, with --gpu also on a GPU, with --mpi
also in several processes.
"""

import argparse
import os
import signal
import sys

from chainer_compat.doctor import blas, cpu, driver, gpu, mpi, report

WHERE = {'cpu': 'on the CPU', 'gpu': 'on a GPU', 'mpi': 'under MPI'}


def look():
    """dict: The facts, by the name of the module that finds them; ``flags`` of the processor."""
    return {
        'cpu': cpu.look(),
        'driver': driver.look(),
        'gpu': gpu.look(),
        'mpi': mpi.look(),
        'blas': blas.look(),
        'flags': blas.processor_flags(),
    }


def problems(facts):
    """dict: Why nothing runs on ``'cpu'``, ``'gpu'`` and ``'mpi'``; None where it does."""
    broken = facts['cpu'].error
    on_gpu = gpu.problem(facts['driver'], facts['gpu'])
    return {
        'cpu': broken,
        'gpu': on_gpu or broken or gpu.attempt(),
        'mpi': broken or facts['mpi'].error,
    }


def main(argv=None):
    p = argparse.ArgumentParser(prog='python -m chainer_compat.doctor', description=__doc__)
    p.add_argument('--gpu', action='store_true', help='a GPU is asked for')
    p.add_argument('--mpi', action='store_true', help='MPI is asked for')
    p.add_argument('--quiet', action='store_true', help='say only what of it does not run')
    args = p.parse_args(argv)

    facts = look()
    found = problems(facts)
    if not args.quiet:
        lines = report.found(facts) + [''] + report.places(found, facts) + report.hints(facts)
        print('\n'.join(lines))
    asked = ['cpu'] + ['gpu'] * args.gpu + ['mpi'] * args.mpi
    failed = [name for name in asked if found[name]]
    for name in failed:
        sys.stderr.write('error: nothing runs {}: {}\n'.format(WHERE[name], found[name]))
    return 1 if failed else 0


if __name__ == '__main__':
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # ... | head -1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 128 + signal.SIGPIPE
    sys.exit(status)
