"""Compare a GPU with NumPy, time it, and write the table to results/gpu.json.

Ends with 0 if every figure keeps to its limit. Chainer's own GPU tests need a checkout of
chainer/chainer at v7.8.1.
"""

import argparse

from benchmarks.gpu_check import agreement, curves, row, steps, upstream
from chainer_compat.doctor import __main__ as doctor
from chainer_compat.doctor import report
from cli import errors, files, options


def rows(args):
    """All rows of the table, one after the other."""
    yield from agreement.rows(args.device, args.against)
    yield from curves.rows(args.device, args.against)
    yield from steps.rows(args.device)
    if args.chainer_src:
        yield from upstream.rows(args.chainer_src)


def main():
    p = argparse.ArgumentParser(prog='python -m benchmarks.gpu_check', description=__doc__)
    p.add_argument('--device', '-d', default='@cupy:0', help='what is checked')
    p.add_argument('--against', default='@numpy', help='what it is compared with')
    p.add_argument('--chainer-src', metavar='DIR', help='checkout of chainer/chainer')
    p.add_argument('--out', default='results/gpu.json', help='file for the table')
    args = p.parse_args()

    options.use_device(args.device)
    here = report.found(doctor.look())
    print('\n'.join(here))
    if not args.chainer_src:
        print("no --chainer-src: Chainer's own GPU tests are left out")
    found = []
    for one in rows(args):
        print(row.line(one), flush=True)
        found.append(one)
    kept = [dict(one._asdict(), holds=row.holds(one)) for one in found]
    files.write_json(args.out, {'device': args.device, 'machine': here, 'rows': kept})
    broken = [one.what for one in found if not row.holds(one)]
    if broken:
        raise errors.UserError('over their limits: {}'.format('; '.join(broken)))


if __name__ == '__main__':
    errors.run(main)
