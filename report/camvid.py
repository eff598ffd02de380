"""Runs on CamVid beside the figures that others publish: a table in Markdown.

    python -m report.camvid runs/segnet_balanced runs/segnet_plain --out results/segnet/table.md

Takes args.json, log and evaluation.json (python -m predict.evaluate) of each run, and
published.json, which names its sources.
"""

from cli import errors, run_folder
from report.parts import tables
from report.parts.runs import measured, read_log, read_result

_MEASURES = ('pixel accuracy', 'class accuracy', 'mean IU')


def main():
    tables.write(__doc__, lambda runs: table([row(run) for run in runs] + published()))


def published():
    """What others report: dicts as :func:`row` gives them, each with its ``source``."""
    return read_result('published.json')


def row(run):
    """Figures of a run.

    Returns:
        dict: ``run`` (network, and the power of its class weights), ``data``, ``steps`` (times
        pictures a step), ``pixel accuracy``, ``class accuracy``, ``mean IU`` (0 to 1).

    Raises:
        UserError: The run was not evaluated yet.
    """
    facts = run_folder.read(run)
    evaluation = measured(run)
    used = facts['options']
    found = {name: evaluation[name] for name in _MEASURES}
    power = used['balance']
    balanced = {0: 'not balanced', 1: 'balanced'}.get(power) or 'balanced ^ {:g}'.format(power)
    found['run'] = '{}, {} (here)'.format(facts['model'], balanced)
    found['data'] = '{} pictures of {}, scale {:g}'.format(
        evaluation['pictures'], evaluation['list'] or 'val', used['scale']
    )
    found['steps'] = '{} x {}'.format(read_log(run)[-1]['iteration'], used['batchsize'])
    return found


def table(rows):
    """The table, a line for each of ``rows``."""
    lines = [
        '| | measured on | steps x pictures | {} | source |'.format(' | '.join(_MEASURES)),
        '|---|---|---|' + '---|' * (len(_MEASURES) + 1),
    ]
    for found in rows:
        cells = [found['run'], found['data'], found.get('steps', '-')]
        cells += ['{:.1%}'.format(found[name]) for name in _MEASURES]
        lines.append('| {} |'.format(' | '.join(cells + [found.get('source', '')])))
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    errors.run(main)
