"""The training loss of each epoch, arms of an experiment beside each other: a table in Markdown.

    python -m report.losses runs/segnet_claims/*_? --epochs 1 2 4 --out results/segnet/losses.md

An arm is made of the runs whose folders differ in the number at the end. Takes the log of each: the
mean over an arm's runs, and in brackets the smallest and the largest. A run that ended before the
last of the epochs, as one does whose loss explodes, is counted as broken off; the means are of the
runs that came so far.
"""

from cli import errors, kinds, run_folder
from cli.errors import UserError
from report.parts import tables
from report.parts.runs import arm_of, read_log


def main():
    tables.write(__doc__, table, add_options)


def add_options(p):
    p.add_argument(
        '--epochs', type=kinds.positive, nargs='+', default=[1, 2, 4], metavar='N',
        help='whose losses to show, the last one with the test accuracy (default: 1 2 4)',
    )  # fmt: skip
    p.add_argument(
        '--losses', type=kinds.real(0, 1e9), nargs='+', default=[], metavar='LOSS',
        help='tell after how many steps an epoch first had such a mean loss or less',
    )  # fmt: skip


def table(runs, args):
    """The table.

    Raises:
        UserError: A run was to have fewer epochs than the table.
    """
    arms = {}
    for run in runs:
        arms.setdefault(arm_of(run), []).append(_epochs(run, max(args.epochs)))
    head = ['arm', 'runs', 'broken off'] + ['loss, epoch {}'.format(n) for n in args.epochs]
    head += ['steps to a loss of {:g}'.format(loss) for loss in args.losses]
    rows = [head + ['test accuracy']]
    for name, logs in arms.items():
        row = [name, str(len(logs)), str(sum(max(args.epochs) not in log for log in logs))]
        for n in args.epochs:
            row.append(tables.span([log[n]['main/loss'] for log in logs if n in log]))
        row += [_steps(logs, loss) for loss in args.losses]
        key = 'validation/main/accuracy'
        last = [log[args.epochs[-1]] for log in logs if args.epochs[-1] in log]
        rows.append(row + [tables.span([entry[key] for entry in last])])
    return tables.markdown(rows)


def _steps(logs, loss):
    """Iterations at the end of the first epoch with such a loss, of the runs that had one."""
    reached = []
    for log in logs:
        ends = [log[n]['iteration'] for n in sorted(log) if log[n]['main/loss'] <= loss]
        reached += ends[:1]
    told = tables.span(reached, '{:.0f}')
    return told if len(reached) in (0, len(logs)) else '{}, {} runs'.format(told, len(reached))


def _epochs(run, last):
    """Entries of a run's log by epoch; none of a run that ended before it wrote any."""
    planned = run_folder.read(run)['options']['epoch']
    if planned < last:
        raise UserError('{}: was to have {} epochs, not {}'.format(run, planned, last))
    try:
        log = read_log(run)
    except UserError:
        log = []
    return {entry['epoch']: entry for entry in log}


if __name__ == '__main__':
    errors.run(main)
