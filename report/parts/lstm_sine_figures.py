"""The figures of the sine post (2016-07-24), drawn from runs."""

import os

import numpy as np

from cli import plots
from cli.plots import plt
from report.parts import lstm_sine_post


def draw(grouped, out):
    """Write loss.png, prediction_GIVEN.png for each case, and error.png into ``out``.

    Args:
        grouped: Mapping of label to the runs of one setting, see `report.lstm_sine`.
        out (str): Folder.
    """
    cases = next(iter(grouped.values()))[0]['cases']
    _save(loss(grouped), os.path.join(out, 'loss.png'))
    for i, case in enumerate(cases):
        _save(predictions(grouped, i), os.path.join(out, 'prediction_{given}.png'.format(**case)))
    _save(errors(grouped, len(cases)), os.path.join(out, 'error.png'))


def loss(grouped):
    """The post's learning curves: log10 of the loss against the epoch, a line a seed."""
    figure, axes = plt.subplots(figsize=(7, 4))
    for i, (label, runs) in enumerate(grouped.items()):
        for j, run in enumerate(runs):
            axes.plot(
                run['epoch'], np.log10(run['loss']), color='C{}'.format(i), linewidth=0.7,
                label=label if j == 0 else None,
            )  # fmt: skip
    for length in {run['options']['length'] for runs in grouped.values() for run in runs}:
        axes.axhline(np.log10(lstm_sine_post.floor(length)), color='0.6', linestyle=':')
    axes.set_xlabel('epoch')
    axes.set_ylabel('log10 of the mean squared error')
    axes.legend()
    return figure


def predictions(grouped, case):
    """The post's prediction figures: a panel a setting, a line a seed."""
    figure, panels = _panels(len(grouped), 2)
    for axes, (label, runs) in zip(panels, grouped.items()):
        shown = runs[0]['cases'][case]
        given, total = shown['given'], shown['given'] + shown['predicted']
        axes.plot(shown['wave'], color='0.7', label='sine')
        axes.plot(shown['wave'][:given], color='k', label='given')
        for run in runs:
            predicted = run['cases'][case]['prediction']
            seed = 'seed {}'.format(run['options']['seed'])
            axes.plot(range(given, total), predicted, linewidth=0.9, label=seed)
        axes.set_title(label)
    panels[0].legend(fontsize='small', loc='lower left')
    return figure


def errors(grouped, number):
    """Root mean squared error against the distance from the last given value."""
    figure, panels = _panels(number, number)
    for i, axes in enumerate(panels):
        for label, runs in grouped.items():
            rmse = lstm_sine_post.rmse(runs, i)
            axes.plot(range(1, len(rmse) + 1), rmse, label=label)
        axes.set_title('{given} given'.format(**runs[0]['cases'][i]))
        axes.set_xlabel('distance, steps')
    panels[0].set_ylabel('RMSE, median of the seeds')
    panels[0].legend()
    return figure


def _panels(number, columns):
    rows = -(-number // columns)
    size = 5 * columns, 2.6 * rows
    figure, panels = plt.subplots(
        rows, columns, sharex=True, sharey=True, squeeze=False, figsize=size
    )
    return figure, panels.ravel()


def _save(figure, path):
    plots.save(figure, path, bbox_inches='tight')
