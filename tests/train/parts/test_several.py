"""Training in several processes, started by mpiexec: the same curve as one, and one voice."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import numpy
import pytest
from PIL import Image

from data.folders import voc_folder
from data.pictures.classes import CLASSES, colormap
from train import fcn32s, lstm_sine, segnet, skip_gram

pytest.importorskip('mpi4py')
MPIEXEC = os.path.join(os.path.dirname(sys.executable), 'mpiexec')
pytestmark = pytest.mark.skipif(not os.path.exists(MPIEXEC), reason='no mpiexec beside python')

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
TRAIN, TEST = 12, 4


def mpiexec(processes, module, *options):
    """Start a script in several processes; standard output and error in one pipe."""
    command = [MPIEXEC, '-n', processes, sys.executable, '-W', 'ignore', '-m', module]
    return subprocess.Popen(
        [str(word) for word in command + list(options)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
        env=dict(os.environ, OPENBLAS_NUM_THREADS='1', OMPI_ALLOW_RUN_AS_ROOT='1'),
    )  # fmt: skip


def ended(process):
    """Exit status and what was printed, of a script that must not hang."""
    try:
        printed, _ = process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        process.terminate()
        raise
    return process.returncode, printed


@pytest.fixture(scope='session')
def mirrored(tmp_path_factory):
    """Pictures of one size without ignored pixels, which a flip leaves as they are."""
    root = str(tmp_path_factory.mktemp('data') / 'mirrored')
    rng = numpy.random.RandomState(0)
    names = ['picture{:02d}'.format(i) for i in range(TRAIN + TEST)]
    with voc_folder.writing(root, {'by': 'test'}, CLASSES, colormap(), '.png') as folder:
        for name in names:
            half = rng.randint(0, 4, (4, 2)).repeat(8, axis=0).repeat(8, axis=1)
            label = numpy.hstack([half, half[:, ::-1]]).astype('u1')
            picture = (label[:, :, None] * [60, 20, 40]).astype('u1')
            folder.add(name, picture, label)
        folder.add_list('train', names[:TRAIN])
        folder.add_list('val', names[TRAIN:])
    return root


def pictures(root):
    return [
        '--data', root, '--train-list', 'train', '--test-list', 'val', '--width', 2,
        '--loaders', 0, '-e', 2,
    ]  # fmt: skip


def entries(out):
    with open(str(out / 'log')) as f:
        log = json.load(f)
    return [
        {key: value for key, value in entry.items() if key not in ('elapsed_time', 'words/s')}
        for entry in log
    ]


def assert_same_run(one, other, loss=1e-4):
    a, b = entries(one), entries(other)
    assert len(a) == len(b) > 0
    for x, y in zip(a, b):
        assert x == pytest.approx(y, rel=loss)
    with numpy.load(str(one / 'model_final.npz')) as x, numpy.load(
        str(other / 'model_final.npz')
    ) as y:
        assert set(x.files) == set(y.files)
        for name in x.files:
            # What batch normalization measures as variance is taken times m / (m - 1), and
            # ChainerMN's takes m from the batch of one process: 12 values here, where one has 24.
            rtol = 0.05 if name.endswith('avg_var') else 1e-3
            numpy.testing.assert_allclose(x[name], y[name], rtol, 1e-5, err_msg=name)


WORDS = ['--corpus', 'planted', '--min-count', 1, '--units', 5, '--loss', 'softmax', '-e', 1]
SINE = ['--length', 5, '-e', 100]


@pytest.mark.parametrize(
    'main, processes, batch',
    [(fcn32s, 4, 1), (segnet, 2, 3), (lstm_sine, 2, 4), (skip_gram, 2, 1000)],
)
def test_several_at_a_batch_are_one_at_a_batch_as_much_larger(
    main, processes, batch, mirrored, tmp_path, script
):
    options = {fcn32s: pictures(mirrored), segnet: pictures(mirrored), lstm_sine: SINE}
    options = options.get(main, WORDS)
    several = mpiexec(
        processes, main.__name__, '--communicator', 'naive', '-b', batch,
        '-o', tmp_path / 'several', *options
    )  # fmt: skip
    status, _, err = script(main.main, '-b', processes * batch, '-o', tmp_path / 'one', *options)
    assert status == 0, err
    status, printed = ended(several)
    assert status == 0, printed
    # Each process's mean is of pairs of its own, and some words have more than others.
    assert_same_run(tmp_path / 'one', tmp_path / 'several', 1e-4 if main != skip_gram else 1e-2)
    # One speaks, one writes.
    assert printed.count('elapsed_time') == 1
    left = {name for name in os.listdir(str(tmp_path / 'one')) if not name.startswith('.')}
    assert set(os.listdir(str(tmp_path / 'several'))) == left
    facts = json.loads((tmp_path / 'several' / 'args.json').read_text())
    assert facts['options']['processes'] == processes


def test_a_killed_process_ends_the_job_which_resumes_to_the_same_curve(mirrored, tmp_path, script):
    """Negative sampling draws in every process: the others' generators go on, too."""
    options = '--corpus', 'planted', '--min-count', 1, '--units', 5, '-b', 500, '-e', 2
    options += '--communicator', 'naive'
    whole, broken = tmp_path / 'whole', tmp_path / 'broken'
    status, printed = ended(mpiexec(2, 'train.skip_gram', '-o', whole, *options))
    assert status == 0, printed

    process = mpiexec(2, 'train.skip_gram', '-o', broken, *options)
    deadline = time.time() + 300
    while not any(name.startswith('snapshot_') for name in listed(broken)):
        assert time.time() < deadline and process.poll() is None
        time.sleep(0.01)
    os.kill(rank(1, process.pid), signal.SIGKILL)
    status, printed = ended(process)
    assert status != 0
    assert 'signal 9' in printed
    assert not (broken / 'model_final.npz').exists()

    status, printed = ended(mpiexec(2, 'train.skip_gram', '-o', broken, '-r', *options))
    assert status == 0, printed
    assert_same_run(whole, broken, 1e-6)
    assert (whole / 'vectors.txt').read_bytes() == (broken / 'vectors.txt').read_bytes()


def listed(folder):
    return os.listdir(str(folder)) if folder.exists() else []


def rank(number, launcher):
    """Process id of a rank, found by what mpiexec tells it in its environment."""
    for pid in os.listdir('/proc'):
        try:
            with open('/proc/{}/environ'.format(pid), 'rb') as f:
                environ = f.read().split(b'\0')
            with open('/proc/{}/stat'.format(pid)) as f:
                parent = int(f.read().rsplit(')', 1)[1].split()[1])
            with open('/proc/{}/stat'.format(parent)) as f:
                grandparent = int(f.read().rsplit(')', 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        # mpiexec starts a proxy on each machine, and that the processes.
        if grandparent == launcher and 'PMI_RANK={}'.format(number).encode() in environ:
            return int(pid)
    raise AssertionError('no rank {} under {}'.format(number, launcher))


def test_what_one_cannot_read_ends_all_in_one_line(mirrored, tmp_path):
    data = tmp_path / 'data'
    shutil.copytree(mirrored, str(data))
    path = data / 'JPEGImages' / 'picture07.png'
    path.write_bytes(path.read_bytes()[:100])
    status, printed = ended(
        mpiexec(
            2, 'train.fcn32s', '--communicator', 'naive', '-b', 1, '-o', tmp_path / 'run',
            *pictures(str(data))
        )
    )  # fmt: skip
    assert status == 1
    assert printed.count('error: ') == 1 and 'picture07.png' in printed
    assert 'Traceback' not in printed


def test_a_fault_of_ours_ends_all_with_a_traceback(tmp_path):
    """What ChainerMN's hook is for: without it the others would wait for ever."""
    code = (
        'from cli import several\n'
        'several.start("naive")\n'
        'assert several.first()\n'
        'several.comm().mpi_comm.Barrier()'
    )
    command = [MPIEXEC, '-n', '2', sys.executable, '-c', code]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        universal_newlines=True,
    )  # fmt: skip
    status, printed = ended(process)
    assert status != 0
    assert 'AssertionError' in printed and 'rank 1' in printed


@pytest.mark.parametrize('options, message', [
    ([], 'without --communicator'),
    (['--communicator', 'pure_nccl'], '--communicator pure_nccl '),
    (['--communicator', 'flat'], '--communicator flat '),
])  # fmt: skip
def test_mistakes_of_all_are_told_once(options, message, mirrored, tmp_path):
    out = tmp_path / 'run'
    status, printed = ended(mpiexec(2, 'train.fcn32s', '-o', out, *(pictures(mirrored) + options)))
    assert status == 1
    assert printed.count('error: ') == 1 and message in printed
    assert 'Traceback' not in printed
    assert not out.exists()


def test_the_first_process_holds_the_folder_for_all(mirrored, tmp_path):
    """A second job in the same folder ends in one line, and the first one goes on."""
    out = tmp_path / 'run'
    options = pictures(mirrored) + ['--communicator', 'naive', '-o', out, '-b', 1]
    first = mpiexec(2, 'train.fcn32s', *(options + ['-e', 500]))
    deadline = time.time() + 100
    while not any(name.startswith('snapshot_') for name in listed(out)):
        assert time.time() < deadline and first.poll() is None
        time.sleep(0.02)
    status, printed = ended(mpiexec(2, 'train.fcn32s', *(options + ['-r', '-e', 500])))
    assert (status, printed.count('error: ')) == (1, 1)
    assert 'another run is writing there' in printed and 'Traceback' not in printed
    assert first.poll() is None
    first.terminate()
    ended(first)


def test_pictures_of_which_no_pixel_counts_enter_no_mean_of_several(mirrored, tmp_path, script):
    """One process has such pictures only, to train on and to test on."""
    data = tmp_path / 'data'
    shutil.copytree(mirrored, str(data))
    for name in ('picture12', 'picture13'):  # the first process's half of the test
        path = data / 'SegmentationClass' / (name + '.png')
        with Image.open(str(path)) as label:
            Image.new('L', label.size, 255).save(str(path))
    options = pictures(str(data))
    several = mpiexec(
        2, 'train.fcn32s', '--communicator', 'naive', '-b', 1, '-o', tmp_path / 'several', *options
    )
    status, _, err = script(fcn32s.main, '-b', 2, '-o', tmp_path / 'one', *options)
    assert status == 0, err
    status, printed = ended(several)
    assert status == 0, printed
    assert_same_run(tmp_path / 'one', tmp_path / 'several')
