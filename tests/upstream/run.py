"""Runs the CPU tests of a checkout of chainer/chainer against the installed Chainer.

    python tests/upstream/run.py /path/to/chainer --jobs 4 --out results/chainer_tests.json

The checkout must be of the version that is installed (``git checkout v7.8.1``); nothing is
written to it. Each file of tests runs in a process of its own, as ``python -m chainer_compat``
runs an old script: the tests themselves use names that NumPy has dropped. The few lines of theirs
for which that is not enough stand in ``mended_lines.py``.
"""

import argparse
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, PROJECT)

from mended_lines import MENDS  # noqa: E402

from chainer_compat.mend import mended, needed  # noqa: E402
from cli.files import write_text  # noqa: E402

# A GPU, cuDNN, Intel's iDeep and ChainerX are not there; the slow tests are run.
MARKS = 'not gpu and not multi_gpu and not cudnn and not ideep and not chainerx'
# With --gpu: those that need one GPU and no cuDNN, which CuPy 14 has no module for ...
GPU_MARKS = 'gpu and not multi_gpu and not cudnn and not ideep and not chainerx'
# ... and with --cudnn those that need it, too.
CUDNN_MARKS = '(gpu or cudnn) and not multi_gpu and not ideep and not chainerx'
# The slow tests of these download data sets, from servers some of which are gone.
DOWNLOADS = ('test_cifar.py', 'test_mnist.py', 'test_svhn.py')
# NumPy multiplies float16 without BLAS: a picture through VGG or ResNet takes minutes, the tests
# of prediction more than an hour.
ENDLESS = {'test_vision.py': 'not float16'}

# Chainer as it is, unless chainer_accel is what one wants to try.
ACCEL = os.environ.get('CHAINER_ACCEL', '0')

TIMEOUT = 3600  # seconds for one file; the longest takes a few minutes


def environment(scratch, result):
    """The variables with which one file of tests is run."""
    paths = [PROJECT, HERE, os.environ.get('PYTHONPATH')]
    return dict(
        os.environ,
        PYTHONPATH=os.pathsep.join(path for path in paths if path),
        UPSTREAM_RESULT=result,
        CHAINER_DATASET_ROOT=os.path.join(scratch, 'dataset'),
        CHAINER_ACCEL=ACCEL,
        OPENBLAS_NUM_THREADS='1',
        MPLBACKEND='Agg',
    )


def copy_tests(source, scratch):
    """Copy the tests of a checkout, with the lines mended that need it.

    Args:
        source (str): The checkout.
        scratch (str): An empty folder.

    Returns:
        str: The copy of the checkout's folder ``tests``.
    """
    root = os.path.join(scratch, 'tests')
    shutil.copytree(os.path.join(source, 'tests'), root)
    for mend in MENDS:
        if needed(mend):
            path = os.path.join(root, *mend.module.split('/'))
            with open(path) as f:
                text = f.read()
            with open(path, 'w') as f:
                f.write(mended(text, [mend], path))
    return root


def pytest_command(root, name, scratch, marks):
    """How one file of tests under ``root`` is run, after the Python that is to run it."""
    config = os.path.join(scratch, 'pytest.ini')
    with open(config, 'w') as f:
        f.write('[pytest]\n')
    command = ['-m', 'chainer_compat', '-m', 'pytest', '-q', '--tb=short', '-c', config]
    command += ['--rootdir', root, '-p', 'no:cacheprovider', '-p', 'plugin', '-m', marks]
    return command + [os.path.join(root, name)]


def run_file(root, name, log, marks):
    """Run one file of tests.

    Args:
        root (str): A copy of the checkout's folder ``tests``.
        name (str): The file, relative to it.
        log (str): Folder that keeps what pytest prints.
        marks (str): Which of its tests.

    Returns:
        dict: What ``plugin.py`` wrote; ``not_collected`` holds the reason if it wrote nothing.
    """
    with tempfile.TemporaryDirectory() as scratch:
        result = os.path.join(scratch, 'result.json')
        marks += ' and not slow' if name.endswith(DOWNLOADS) else ''
        command = [sys.executable] + pytest_command(root, name, scratch, marks)
        if os.path.basename(name) in ENDLESS:
            command += ['-k', ENDLESS[os.path.basename(name)]]
        with open(os.path.join(log, name.replace(os.sep, '.') + '.log'), 'wb') as out:
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env=environment(scratch, result),
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
            try:
                reason = 'pytest ended with exit code {}'.format(process.wait(TIMEOUT))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # with the workers it has started
                process.wait()
                reason = 'not done after {} s'.format(TIMEOUT)
        if os.path.exists(result):
            with open(result) as f:
                return json.load(f)
    return {'passed': 0, 'skipped': 0, 'failed': {}, 'not_collected': reason}


def test_files(root):
    """The files of tests under ``root``, as relative paths."""
    for folder, folders, files in os.walk(os.path.join(root, 'chainer_tests')):
        folders.sort()
        for name in sorted(files):
            if re.match(r'test_.*\.py$', name):
                yield os.path.relpath(os.path.join(folder, name), root)


def versions():
    """The versions that a table of results must name."""
    import chainer
    import google.protobuf
    import numpy
    import PIL
    import scipy

    modules = {'numpy': numpy, 'scipy': scipy, 'pillow': PIL, 'protobuf': google.protobuf}
    found = {name: module.__version__ for name, module in modules.items()}
    return dict(found, python=platform.python_version(), chainer=chainer.__version__)


def check_version(source, installed):
    """Refuse a checkout of another version than the installed one."""
    path = os.path.join(source, 'chainer', '_version.py')
    try:
        with open(path) as f:
            version = re.search(r"__version__ = '(.*)'", f.read()).group(1)
    except OSError:
        sys.exit('{}: no checkout of chainer/chainer (there is no {})'.format(source, path))
    if version != installed:
        sys.exit(
            '{}: a checkout of Chainer {}, but {} is installed; git checkout v{} there'.format(
                source, version, installed, installed
            )
        )


def summary(results, seconds, found, marks):
    """Add up the results of all files, as they are kept in ``results/chainer_tests.json``."""
    failed = {
        name + '::' + test: count
        for name, result in results.items()
        for test, count in result['failed'].items()
    }
    counts = {key: sum(r[key] for r in results.values()) for key in ('passed', 'skipped')}
    lost = {name: r['not_collected'] for name, r in results.items() if r['not_collected']}
    return dict(
        found,
        files=len(results),
        passed=counts['passed'],
        skipped=counts['skipped'],
        failed=sum(failed.values()),
        not_collected=sorted(lost),
        failures=failed,
        seconds=round(seconds),
        marks=marks,
        chainer_accel=ACCEL,
        not_downloaded=DOWNLOADS,
        left_out=ENDLESS,
    )


def keep(path, one, name):
    """Put one summary into the JSON file ``path`` under its name, beside those of other stacks."""
    kept = {}
    if os.path.exists(path):
        with open(path) as f:
            kept = json.load(f)
    kept[name] = one
    write_text(path, json.dumps(kept, indent=1, sort_keys=True) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('source', help='checkout of chainer/chainer')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--only', default='', help='only files whose path contains this')
    parser.add_argument('--log', default='runs/chainer_tests', help="folder for pytest's output")
    parser.add_argument('--gpu', action='store_true', help='the tests that need one GPU instead')
    parser.add_argument('--cudnn', action='store_true', help='... and those that need cuDNN')
    parser.add_argument('--out', help='JSON file to put the figures into')
    args = parser.parse_args()

    marks = CUDNN_MARKS if args.cudnn else GPU_MARKS if args.gpu else MARKS
    found = versions()
    check_version(args.source, found['chainer'])
    os.makedirs(args.log, exist_ok=True)
    start = time.time()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_tests(args.source, scratch)
        names = [name for name in test_files(root) if args.only in name]
        with ThreadPoolExecutor(args.jobs) as pool:
            ran = pool.map(lambda name: run_file(root, name, args.log, marks), names)
            results = dict(zip(names, ran))
    one = summary(results, time.time() - start, found, marks)
    for test, count in sorted(one['failures'].items()):
        print('failed {:4d}  {}'.format(count, test))
    for name in one['not_collected']:
        print('not collected  {}'.format(name))
    ran = one['passed'] + one['failed']
    print(
        'Python {python}, NumPy {numpy}: passed {passed}, failed {failed}, skipped {skipped}, '
        'files not collected {lost} of {files}; {rate:.3f} % of what ran passed'.format(
            lost=len(one['not_collected']), rate=100.0 * one['passed'] / max(ran, 1), **one
        )
    )
    if args.out:
        name = 'python {python} numpy {numpy}'.format(**one)
        keep(args.out, one, name if ACCEL == '0' else name + ' chainer_accel ' + ACCEL)
    return 0 if not one['not_collected'] and one['passed'] else 1


if __name__ == '__main__':
    sys.exit(main())
