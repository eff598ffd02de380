"""What one process by itself does about others."""

import os
import sys

import pytest

from cli import several
from cli.errors import UserError
from train import lstm_sine


@pytest.fixture(autouse=True)
def no_launcher(monkeypatch):
    for name in ('PMI_RANK', 'PMI_SIZE', 'MPI_LOCALNRANKS'):
        monkeypatch.delenv(name, raising=False)


def test_alone():
    several.start(None)
    assert several.first() and several.comm().size == 1
    assert several.once(lambda: 'made') == 'made'


def test_without_mpi4py(monkeypatch, refused, tmp_path):
    monkeypatch.setitem(sys.modules, 'mpi4py', None)
    line = refused(lstm_sine.main, '--communicator', 'naive', '-o', tmp_path / 'run')
    assert 'needs mpi4py' in line and 'requirements/mpi.txt' in line
    assert not (tmp_path / 'run').exists()


@pytest.mark.parametrize('name', ['PMI_SIZE', 'OMPI_COMM_WORLD_SIZE'])
def test_mpiexec_without_communicator(name, monkeypatch):
    monkeypatch.setenv(name, '3')
    with pytest.raises(UserError, match='3 processes without --communicator'):
        several.start(None)


def test_threads_are_divided_unless_told(monkeypatch):
    monkeypatch.setenv('OPENBLAS_NUM_THREADS', '7')
    monkeypatch.setenv('MPI_LOCALNRANKS', '2')
    several.divide_threads()
    assert os.environ['OPENBLAS_NUM_THREADS'] == '7'
    monkeypatch.delenv('OPENBLAS_NUM_THREADS')
    monkeypatch.setattr(os, 'sched_getaffinity', lambda _: set(range(7)))
    several.divide_threads()
    assert os.environ['OPENBLAS_NUM_THREADS'] == '3'
    monkeypatch.delenv('OPENBLAS_NUM_THREADS')
    monkeypatch.delenv('MPI_LOCALNRANKS')
    several.divide_threads()
    assert 'OPENBLAS_NUM_THREADS' not in os.environ
