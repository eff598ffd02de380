"""Compare a GPU with NumPy and with PyTorch, and write what came out to results/gpu.json.

Ends with 0 if every figure keeps to its limit. Each part is written as it goes; --only repeats one
and keeps the others. PyTorch needs an environment of its own, Chainer's own GPU tests a checkout of
chainer/chainer at v7.8.1; what is not given is left out.
"""

import argparse
import collections
import json
import os

from benchmarks.gpu_check import agreement, curves, row, steps, upstream
from chainer_compat.doctor import __main__ as doctor
from chainer_compat.doctor import report
from cli import errors, files, options

PARTS = collections.OrderedDict(
    [
        ('agreement', lambda args: agreement.rows(args.device, args.against)),
        ('curves', lambda args: curves.rows(args.device, args.against)),
        ('steps', lambda args: steps.rows(args.device, args.torch)),
        ('tests', lambda args: upstream.rows(args.chainer_src) if args.chainer_src else ()),
    ]
)


def earlier(path, head):
    """dict: The parts that ``path`` holds already, if they are this machine's."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as f:
        found = json.load(f)
    return found['parts'] if {key: found[key] for key in head} == head else {}


def check(args, head):
    """Run the parts asked for, and write each row as it comes.

    Returns:
        list of str: What is over its limit, and what could not be run.
    """
    parts, broken = earlier(args.out, head), []
    for name in args.only:
        kept = []
        try:
            for one in PARTS[name](args):
                print(row.line(one), flush=True)
                kept.append(dict(one._asdict(), holds=row.holds(one)))
                if not row.holds(one):
                    broken.append(one.what)
                parts[name] = kept
                files.write_json(args.out, dict(head, parts=parts))
        except errors.UserError as e:
            print('{}: {}'.format(name, e), flush=True)
            broken.append('{} did not end'.format(name))
    return broken


def main():
    p = argparse.ArgumentParser(prog='python -m benchmarks.gpu_check', description=__doc__)
    p.add_argument('--device', '-d', default='@cupy:0', help='what is checked')
    p.add_argument('--against', default='@numpy', help='what it is compared with')
    p.add_argument('--torch', metavar='PYTHON', help='python of an environment with PyTorch')
    p.add_argument('--chainer-src', metavar='DIR', help='checkout of chainer/chainer')
    p.add_argument('--only', nargs='+', choices=list(PARTS), default=list(PARTS))
    p.add_argument('--out', default='results/gpu.json', help='file for the table')
    args = p.parse_args()
    if args.torch and not os.access(args.torch, os.X_OK):
        raise errors.UserError('--torch {}: there is no such program'.format(args.torch))

    options.use_device(args.device)
    head = {'device': args.device, 'machine': report.found(doctor.look())}
    print('\n'.join(head['machine']))
    if not args.torch:
        print('no --torch: our times stand alone')
    if not args.chainer_src:
        print("no --chainer-src: Chainer's own GPU tests are left out")
    broken = check(args, head)
    if broken:
        raise errors.UserError('over their limits: {}'.format('; '.join(broken)))


if __name__ == '__main__':
    errors.run(main)
