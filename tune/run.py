"""One run of a trial, in a process of its own: what tune.search starts.

    python -m tune.run STORAGE STUDY NUMBER MEASURE OFFSET SCRIPT OPTIONS...

The script as it is, but for one more extension of its trainer.
"""

import ctypes
import runpy
import signal
import sys

import optuna
from chainer.training import Trainer

from tune.pruning import PruningExtension

# Exit status of a run that the pruner ended; no script here ends with it.
PRUNED = 42


def main():
    _end_with_parent()
    storage, study, number, measure, offset, script = sys.argv[1:7]
    study = optuna.load_study(study_name=study, storage=storage)
    trial = optuna.Trial(study, study.get_trials(deepcopy=False)[int(number)]._trial_id)
    actual = Trainer.run

    def run(self, *args, **kwargs):
        length, unit = self.stop_trigger.get_training_length()
        # A study of thousands of epochs a run would do nothing but write them down.
        every = max(1, length // 100) if unit == 'epoch' else 1
        self.extend(PruningExtension(trial, measure, int(offset)), trigger=(every, 'epoch'))
        return actual(self, *args, **kwargs)

    Trainer.run = run
    sys.argv = [script] + sys.argv[7:]
    try:
        runpy.run_module(script, run_name='__main__', alter_sys=True)
    except optuna.TrialPruned:
        sys.exit(PRUNED)
    except KeyError as e:
        if e.args != (measure,):
            raise
        sys.exit('error: {} reports no {}: see the columns of its log'.format(script, measure))


def _end_with_parent():
    """A search that is killed must not leave runs behind that it would resume beside them."""
    if sys.platform == 'linux':
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, of <linux/prctl.h>
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


if __name__ == '__main__':
    main()
