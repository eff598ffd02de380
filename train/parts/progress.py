"""Sign of life of a long run, on a terminal and in a log file."""

import sys

from chainer.training import extension, extensions, triggers

from cli import terminal


class _Plain(object):
    """Standard output without the codes that erase a terminal's line."""

    def write(self, text):
        sys.stdout.write(text.replace('\033[J', ''))

    def flush(self):
        sys.stdout.flush()


def console():
    """Where Chainer's reports go: a terminal as it is, a log file without its codes."""
    return sys.stdout if terminal.takes_codes(sys.stdout) else _Plain()


def extend_with_progress(trainer):
    """Add Chainer's progress bar, or a line a minute where nobody looks on."""
    if terminal.takes_codes(sys.stdout):
        bar = extensions.ProgressBar(update_interval=1)
        trainer.extend(bar, trigger=triggers.TimeTrigger(0.5))
    else:
        trainer.extend(ProgressLine(), trigger=triggers.TimeTrigger(60))


class ProgressLine(extension.Extension):
    """Print iteration, epoch and time to go without moving a cursor."""

    def __call__(self, trainer):
        length, unit = trainer.stop_trigger.get_training_length()
        done = getattr(trainer.updater, 'epoch_detail' if unit == 'epoch' else unit) / length
        left = trainer.elapsed_time * (1 - done) / done
        sys.stdout.write(
            'iteration {}, epoch {:.2f}: {:.1%} done, about {:.0f} min to go\n'.format(
                trainer.updater.iteration, trainer.updater.epoch_detail, done, left / 60
            )
        )
        sys.stdout.flush()
