"""Runs the CPU tests of ChainerMN in a checkout of chainer/chainer, in several processes.

    python tests/upstream/run_several.py /path/to/chainer --out results/chainermn_tests.json

As ``run.py``, but with mpiexec, which must stand beside this Python (``requirements/mpi.txt``). The
figures of each file are kept at once, so that it can be run in parts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from run import check_version, copy_tests, environment, keep, pytest_command, versions

TIMEOUT = 600  # seconds for one file
# Chainer's own CI left these out, too.
MARKS = 'not gpu and not slow'
# What downloads MNIST, from a server that gives it no more.
DOWNLOADS = 'not test_multinode_autoload'
KEYS = 'passed', 'skipped', 'failed', 'not_collected', 'chainerx'


def test_files(root):
    """The files of ChainerMN's tests, relative to ``root``."""
    found = []
    for folder, _, names in os.walk(os.path.join(root, 'chainermn_tests')):
        found += [os.path.join(folder, name) for name in names if name.startswith('test_')]
    return sorted(os.path.relpath(path, root) for path in found)


def run_file(root, name, processes, log):
    """Run one file of tests in so many processes.

    Returns:
        list: What each of them counted (``plugin.py``).
    """
    with tempfile.TemporaryDirectory() as scratch:
        result = os.path.join(scratch, 'result')
        mpiexec = os.path.join(os.path.dirname(sys.executable), 'mpiexec')
        command = [mpiexec, '-n', str(processes), sys.executable]
        command += pytest_command(root, name, scratch, MARKS) + ['-k', DOWNLOADS]
        path = os.path.join(log, '{}.{}.log'.format(name.replace(os.sep, '.'), processes))
        with open(path, 'wb') as out:
            process = subprocess.Popen(
                command, cwd=scratch, env=environment(scratch, result), stdout=out, stderr=out
            )
            try:
                process.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                process.terminate()  # mpiexec ends the others
                process.wait()
        counted = []
        for rank in range(processes):
            if os.path.exists(result + str(rank)):
                with open(result + str(rank)) as f:
                    counted.append(json.load(f))
            else:
                lost = dict.fromkeys(KEYS, {})
                counted.append(dict(lost, passed=0, skipped=0, not_collected='no result'))
        return counted


def together(counted):
    """A file's result: a test has failed if it has in one of the processes."""
    failed, chainerx = {}, {}
    for one in counted:
        for kind, counts in (('failed', failed), ('chainerx', chainerx)):
            for name, number in one[kind].items():
                counts[name] = max(number, counts.get(name, 0))
    total = max(
        one['passed'] + sum(one['failed'].values()) + sum(one['chainerx'].values())
        for one in counted
    )
    bad = sum(failed.values()) + sum(chainerx.values())
    return {
        'passed': total - bad,
        'failed': failed,
        'chainerx': chainerx,
        'skipped': max(one['skipped'] for one in counted),
        'not_collected': ''.join(one['not_collected'] for one in counted),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('source', help='checkout of chainer/chainer')
    parser.add_argument('--processes', type=int, nargs='+', default=[2])
    parser.add_argument('--only', default='', help='only files whose path contains this')
    parser.add_argument('--log', default='runs/chainermn_tests', help="folder for pytest's output")
    parser.add_argument('--out', help='JSON file to put the figures into')
    args = parser.parse_args()

    found = versions()
    check_version(args.source, found['chainer'])
    log = os.path.abspath(args.log)
    os.makedirs(log, exist_ok=True)
    bad = 0
    for processes in args.processes:
        with tempfile.TemporaryDirectory() as scratch:
            root = copy_tests(args.source, scratch)
            for name in test_files(root):
                if args.only not in name:
                    continue
                result = together(run_file(root, name, processes, log))
                print(processes, name, result)
                sys.stdout.flush()
                bad += bool(result['failed'] or result['not_collected'])
                if args.out:
                    one = dict(found, processes=processes, marks=MARKS, not_downloaded=DOWNLOADS)
                    keep_file(args.out, one, name, result)
    return 1 if bad else 0


def keep_file(path, one, name, result):
    """Put the result of one file of tests beside those of the others, and of other runs."""
    key = 'processes {processes} python {python}'.format(**one)
    kept = {}
    if os.path.exists(path):
        with open(path) as f:
            kept = json.load(f)
    files = dict(kept.get(key, {}).get('files', {}), **{name: result})
    keep(path, dict(one, files=files), key)


if __name__ == '__main__':
    sys.exit(main())
