"""Check a training script before it is let run for hours.

    python -m check train.fcn32s --data VOC2012 --width 16
    python -m check my_training.py --batchsize 8

SCRIPT and its OPTIONS are what would be typed after python -m, and it is run up to the place where
it would begin to train. Then network, loss and data are asked: the loss at the start against that
of guessing; one batch learnt by heart; a constant input against the real one; whether an example's
loss depends on it alone and every parameter moves; what the network sees, against the files;
whether a batch gives what its examples give, the accelerated functions what Chainer's own do, and
two processes what one does; which learning rates can be borne; training and test data side by side.
What is left in --check-out: check.md, check.json and the pictures that the page shows.

Ends with status 1 where something is wrong. Nothing is written outside of --check-out; the script's
own folder of the run is made in there.
"""

import argparse
import os
import shutil
import sys

from check import (
    distribution,
    learning,
    moves,
    own_example,
    paths,
    rate,
    report,
    seen,
    start,
)
from check.finding import WRONG
from check.session import Session
from cli import errors


def parse_args():
    p = argparse.ArgumentParser(
        prog='python -m check', description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    p.add_argument(
        '--check-out', metavar='DIR', help='folder to write (default: runs/check/SCRIPT)'
    )
    p.add_argument(
        '--check-steps', type=int, default=60, metavar='N',
        help='updates of each learning test (default: 60)',
    )  # fmt: skip
    p.add_argument('script', metavar='SCRIPT', help='a module, or a .py file')
    p.add_argument('options', metavar='OPTIONS', nargs=argparse.REMAINDER, help="the script's own")
    args = p.parse_args()
    if args.check_steps < 8:
        raise errors.UserError('--check-steps {}: must be at least 8'.format(args.check_steps))
    return args


def main():
    args = parse_args()
    name = os.path.basename(args.script.rpartition('.py')[0] or args.script).rpartition('.')[2]
    out = args.check_out or os.path.join('runs', 'check', name)
    os.makedirs(out, exist_ok=True)
    run = os.path.join(out, 'run')
    # Of the check before; it holds nothing but what a script leaves before its first update.
    shutil.rmtree(run, ignore_errors=True)
    session = Session(args.script, args.options + ['--out', run])
    findings = []
    for check in (
        lambda: [start.check(session)],
        lambda: learning.check(session, args.check_steps),
        lambda: [own_example.check(session), moves.check(session)],
        lambda: seen.check(session, out),
        lambda: paths.check(session),
        lambda: [rate.check(session, out, args.check_steps)],
        lambda: distribution.check(session, out),
    ):
        for finding in check():
            findings.append(finding)
            print(report.line(finding), flush=True)
    session.close()
    pictures = [p for p in (seen.PICTURE, rate.PICTURE, distribution.PICTURE)
                if os.path.exists(os.path.join(out, p))]  # fmt: skip
    report.write(out, args.script, args.options, findings, pictures)
    print('{} written'.format(os.path.join(out, report.PAGE)))
    wrong = [f.question for f in findings if f.verdict == WRONG]
    if wrong:
        sys.exit('wrong: ' + ', '.join(wrong))


if __name__ == '__main__':
    errors.run(main)
