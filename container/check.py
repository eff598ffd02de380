"""Build an image without a Docker engine, and run in it what it is for: ``make image-check``.

Debian by debootstrap is the base, buildah builds the real Dockerfile on it (both need root). What
was run, how long it took and how large the image is goes to results/image_check.json, also where a
step failed, what it printed to runs/image_check/; python -m container.table makes a table of it.
The stage CUDA 8 of the image g2 is left out: NVIDIA's packages are not Debian's. ``aarch64`` is the
default image, without CUDA, for another processor, by an emulator (qemu-user-static).
"""

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess

from cli import errors, files
from container.checks import CHECKS, STRANGER
from container.steps import BUILD, WORK, Check

RESULTS = os.path.join('results', 'image_check.json')
BUILDAH = ['buildah', '--storage-driver', 'vfs', '--root', os.path.abspath(WORK + '/storage')]
BUILDAH += ['--runroot', os.path.abspath(WORK + '/run')]
DEBIAN = 'bookworm'
# What a Python that was built elsewhere needs of Debian.
LIBRARIES = 'libbz2-1.0,libexpat1,libffi8,liblzma5,libreadline8,libsqlite3-0,libssl3,zlib1g'

# Where Linux says that it starts programs for that processor by an emulator.
EMULATOR = '/proc/sys/fs/binfmt_misc/qemu-aarch64'

_SILENT = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}


def base(check, image, python=None, arch=None):
    """Make the image to build on, if it is not there: Debian with a Python.

    Args:
        check (Check): Runs what is needed for it.
        image (str): Its name.
        python (str or None): Folder of a Python to copy into it; None: Debian's own.
        arch (str or None): The processor, as Debian names it; None: this machine's.
    """
    if not subprocess.run(BUILDAH + ['inspect', image], **_SILENT, check=False).returncode:
        return
    root = os.path.join(WORK, 'root')
    shutil.rmtree(root, ignore_errors=True)
    packages = 'ca-certificates,' + (LIBRARIES if python else 'python3,python3-venv')
    check.run(
        'Debian {} by debootstrap'.format(DEBIAN),
        ['debootstrap', '--variant=minbase', '--include=' + packages]
        + (['--arch', arch] if arch else [])
        + [DEBIAN, root],
    )
    if python:
        for name in ('bin', 'include', 'lib'):
            shutil.copytree(
                os.path.join(python, name), os.path.join(root, 'usr/local', name), symlinks=True,
                ignore=shutil.ignore_patterns('site-packages', 'test', '__pycache__'),
                dirs_exist_ok=True,
            )  # fmt: skip
        # It looks for its library where it was built to lie, if nothing tells it otherwise.
        check.run('its own place', ['chroot', root, 'mkdir', '-p', os.path.dirname(python)])
        os.symlink('/usr/local', root + python)
        os.chmod(root + '/root', 0o711)
        check.run('its libraries', ['chroot', root, 'ldconfig'])
    check.run('a container of it', BUILDAH + ['from', '--name', 'base', 'scratch'])
    if arch:
        check.run('its processor', BUILDAH + ['config', '--arch', arch, 'base'])
    check.run('its files', BUILDAH + ['add', '--quiet', 'base', root, '/'])
    check.run('the base image', BUILDAH + ['commit', '--quiet', '--rm', 'base', image])
    shutil.rmtree(root)


def build(check, image, target, arguments, mounts, arch=None):
    """Build a stage of the Dockerfile; the step keeps the image's size."""
    command = BUILDAH + ['bud', '--isolation', 'chroot', '--target', target, '--tag', image]
    if arch:
        command += ['--arch', arch]
    for argument in arguments:
        command += ['--build-arg', argument]
    for path in mounts:
        command += ['--volume', '{0}:{0}:ro'.format(path)]
    check.run(BUILD + ' {} ({})'.format(target, ' '.join(arguments)), command + ['.'])
    size = subprocess.check_output(BUILDAH + ['images', '--format', '{{.Size}}', image])
    check.note(size=size.decode().strip())


def run_checks(check, image, checks):
    """Run ``checks`` in a container of the image, as ``docker run`` would."""
    subprocess.run(BUILDAH + ['rm', 'check'], **_SILENT, check=False)
    check.run('a container', BUILDAH + ['from', '--name', 'check', image])
    # tini has the entry point's place, but not its process number.
    enter = BUILDAH + ['run', '--isolation', 'chroot']
    if 'PYTEST_XDIST_AUTO_NUM_WORKERS' in os.environ:
        enter += ['--env', 'PYTEST_XDIST_AUTO_NUM_WORKERS']
    # ... and the emulator no call for what -s asks.
    tini = ['tini', '--'] if 'aarch64' in image else ['tini', '-s', '--']
    enter += ['check', '--'] + tini + ['container/start']
    place = enter.index('check')
    check.run(STRANGER[0], enter[:place] + ['--user', '4242:4242'] + enter[place:] + STRANGER[1])
    for what, command in checks:
        check.run(what, enter + command)
    subprocess.run(BUILDAH + ['rm', 'check'], **_SILENT, check=False)


def main():
    p = argparse.ArgumentParser(prog='python3 -m container.check', description=__doc__)
    p.add_argument('image', choices=sorted(CHECKS))
    p.add_argument(
        '--lock', default='gpu', choices=['gpu', 'gpu-cupy14', 'cpu'], help='default: with CUDA?'
    )
    p.add_argument('--python37', metavar='DIR', help='g2: a Python 3.7, bin/ and lib/ in it')
    p.add_argument('--built', action='store_true', help='go on after the build of the last call')
    p.add_argument(
        '--mount', nargs='*', default=[], metavar='PATH',
        help='what the build has to see of this machine: pip.conf, certificates',
    )  # fmt: skip
    args = p.parse_args()
    for program in ('buildah', 'debootstrap'):
        if shutil.which(program) is None:
            raise errors.UserError('{0} is needed: apt-get install {0}'.format(program))
    if os.geteuid():
        raise errors.UserError('debootstrap and chroot need root: run this as root')
    if args.image == 'g2' and not args.python37:
        raise errors.UserError('--python37: Debian has no Python 3.7, say where one is')

    if args.image == 'aarch64' and not os.path.exists(EMULATOR):
        raise errors.UserError(
            '{} is needed: apt-get install qemu-user-static binfmt-support'.format(EMULATOR)
        )

    kept_as = args.image
    if args.image == 'default' and args.lock != 'gpu':
        kept_as += ' LOCK=' + args.lock
    check = Check(kept_as.replace(' LOCK=', '-'), args.built)
    name = 'localhost/' + args.image
    if not args.built:
        make_image(check, name, args)
    try:
        run_checks(check, name, CHECKS[args.image])
    finally:
        # The step that failed is the last one.
        keep(kept_as, check.steps)


def make_image(check, name, args):
    """Build the image that ``args`` ask for, and before it what it stands on."""
    if args.image in ('default', 'dev'):
        base(check, 'localhost/base')
        arguments = ['BASE_IMAGE=localhost/base', 'LOCK=' + args.lock]
        # The stage default is runtime and no more; the ones between are not for it.
        target = 'runtime' if args.image == 'default' else 'dev'
        build(check, name, target, arguments, args.mount)
    elif args.image == 'aarch64':
        base(check, 'localhost/base-aarch64', arch='arm64')
        arguments = ['BASE_IMAGE=localhost/base-aarch64', 'LOCK=cpu']
        build(check, name, 'runtime', arguments, args.mount, arch='arm64')
    else:
        base(check, 'localhost/base')
        base(check, 'localhost/base-g2', args.python37)
        # The first two stages are built, too, though not needed: with as little as there is.
        arguments = ['BASE_IMAGE=localhost/base', 'G2_BASE_IMAGE=localhost/base-g2', 'LOCK=build']
        build(check, name, 'g2-cpu', arguments, args.mount)


def keep(image, steps):
    """Put what was run for one image beside what was run for the others."""
    kept = {}
    if os.path.exists(RESULTS):
        with open(RESULTS, encoding='utf-8') as f:
            kept = json.load(f)
    version = subprocess.check_output(['buildah', '--version']).decode().strip()
    kept[image] = {
        'date': datetime.date.today().isoformat(),
        'machine': '{}, {} cores, {}'.format(platform.machine(), os.cpu_count(), version),
        'base': 'Debian {} by debootstrap'.format(DEBIAN),
        'load': os.getloadavg()[0],
        'steps': steps,
    }
    files.write_json(RESULTS, kept)
    print('written: {}'.format(RESULTS))


if __name__ == '__main__':
    errors.run(main)
