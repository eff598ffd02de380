"""Time the posts' works against their peers and write the figures to results/bench.json.

Work and peer run alternately, each in a process of its own, once to warm up and then for as many
pairs as asked for. A ratio below 1 means faster than the peer.
"""

import argparse

from benchmarks import arithmetic, machine, pairs, works
from cli import errors, files


def row(name, result):
    """A line of the table."""
    low, high = result['spread']
    return ''.join(
        [
            '{:34} {peer:7} {ratio:5.2f}'.format(name, **result),
            '  ({:.2f} - {:.2f})  {goal:4.2f}'.format(low, high, **result),
            '  {:8.3g} s {:8.3g} s'.format(*result['seconds']),
            '  {:5.0f} {:5.0f} MB'.format(*result['megabytes']),
            '  {share:4.2f}'.format(**result) if 'share' in result else '',
        ]
    )


def measure(work, threads, n, peak):
    """What ``pairs.measure`` finds and, where arithmetic is counted, its share of the ``peak``.

    Done as defined, that is: an algorithm with fewer products may have a share above 1.
    """
    result = pairs.measure(work, threads, n)
    if work.counted:
        result['gflop'] = arithmetic.gflop(work.ours)
        result['share'] = result['gflop'] / result['seconds'][0] / peak
    return result


def main():
    p = argparse.ArgumentParser(prog='python -m benchmarks', description=__doc__)
    p.add_argument('--pairs', type=int, default=10, help='pairs of each work')
    p.add_argument('--threads', type=int, default=machine.cores(), help='for work that uses many')
    p.add_argument('--only', default='', metavar='TEXT', help='works with this in their name')
    p.add_argument('--out', default='results/bench.json')
    args = p.parse_args()
    chosen = [name for name in works.WORKS if args.only in name]
    if not chosen or args.pairs < 1:
        raise errors.UserError(
            'nothing to do: --pairs 1 or more, --only one of: ' + ', '.join(works.WORKS)
        )
    found = {'machine': machine.describe(args.threads), 'works': {}}
    print(found['machine'])
    head = 'time / peer (range)  goal  a unit of work: ours, peer; memory; share of the peak'
    print('{:34} {:7} {}'.format('', 'peer', head))
    peak = found['machine']['gemm_gflops']
    for name in chosen:
        work = works.WORKS[name]
        result = measure(work, work.threads or args.threads, args.pairs, peak)
        found['works'][name] = result
        print(row(name, result), flush=True)
        files.write_json(args.out, found)


if __name__ == '__main__':
    errors.run(main)
