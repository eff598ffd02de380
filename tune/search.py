"""A study: trials drawn, run as ordinary runs, told, and taken up again after a kill."""

import json
import os
import shlex
import subprocess
import sys
import threading

import optuna

from cli.errors import UserError
from tune import run, space

DATABASE = 'study.db'


class Search:
    """Trials of one script.

    Args:
        out (str): Folder of the study: :data:`DATABASE`, and a folder for each trial.
        script (str): A module, such as ``train.fcn32s``.
        options (list of str): Its options that stay the same.
        spaces (dict): From :func:`tune.space.read`.
        measure (str): What is to be best, as the script's log names it.
        sampler (str): ``'tpe'`` or ``'random'``.
        seed (int): Of the sampler, and with it of all trials where they come one by one.
        folds (list of str): Options of one run each, where a trial has several: their mean counts.

    Attributes:
        study (optuna.Study): Optuna's.
    """

    def __init__(self, out, script, options, spaces, measure, sampler, seed, folds):
        os.makedirs(out, exist_ok=True)
        self._out, self._script, self._options = out, script, list(options)
        self._space, self._measure, self._folds = spaces, measure, folds or ['']
        self._sampler, self._seed = sampler, seed
        self._lock = threading.Lock()
        self._storage = 'sqlite:///' + os.path.join(os.path.abspath(out), DATABASE)
        # A measure that is a loss shall be small.
        direction = 'minimize' if 'loss' in measure else 'maximize'
        self.study = optuna.create_study(
            storage=self._storage, study_name=script, direction=direction, load_if_exists=True,
            pruner=optuna.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=1),
        )  # fmt: skip
        self._check_same()

    def _check_same(self):
        """One study, one question: what it was begun with stands in it."""
        asked = json.dumps([self._options, self._space, self._measure, self._folds], sort_keys=True)
        before = self.study.user_attrs.get('asked')
        if before is None:
            self.study.set_user_attr('asked', asked)
        elif before != asked:
            raise UserError(
                '{}: holds a study of other options, space, measure or folds: choose another '
                '--tune-out'.format(self._out)
            )

    def go_on(self, count, processes, say):
        """Bring the study to ``count`` trials, so many processes at a time.

        Those that a kill left running come first: their runs are resumed.

        Args:
            count (int), processes (int): As they say.
            say: Called with a line of text after each trial.
        """
        running = optuna.trial.TrialState.RUNNING
        left = [t.number for t in self.study.get_trials(deepcopy=False, states=(running,))]
        failed = []

        def work():
            while not failed:
                with self._lock:
                    number = self._next(left, count)
                if number is None:
                    return
                try:
                    line = self._trial(number)
                except Exception as e:  # handed on to the thread that waits
                    failed.append(e)
                    return
                with self._lock:
                    say(line)

        workers = [threading.Thread(target=work, daemon=True) for _ in range(processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if failed:
            raise failed[0]

    def _next(self, left, count):
        if left:
            return left.pop(0)
        drawn = len(self.study.get_trials(deepcopy=False))
        if drawn >= count:
            return None
        # Seeded by the number of the trial: a study that is taken up draws nothing twice.
        if self._sampler == 'tpe':
            sampler = optuna.samplers.TPESampler(seed=self._seed + drawn, n_startup_trials=5)
        else:
            sampler = optuna.samplers.RandomSampler(seed=self._seed + drawn)
        self.study.sampler = sampler
        trial = self.study.ask()
        space.suggest(trial, self._space)
        return trial.number

    def _trial(self, number):
        """Run a trial to its end and tell the study; gives a line about it."""
        trial = self.study.get_trials(deepcopy=False)[number]
        chosen = ' '.join(space.options(trial.params))
        values = []
        epochs = 0
        for i, fold in enumerate(self._folds):
            out = self.folder(number, i)
            status, last = self._run(number, trial.params, out, shlex.split(fold), epochs)
            if status == run.PRUNED:
                self.study.tell(number, state=optuna.trial.TrialState.PRUNED)
                return 'trial {}: pruned; {}'.format(number, chosen)
            if status:
                self.study.tell(number, state=optuna.trial.TrialState.FAIL)
                return 'trial {}: failed, {}; {}'.format(number, last, chosen)
            found = _read_log(out)[-1]
            values.append(found[self._measure])
            epochs += int(found['epoch'])
        value = sum(values) / len(values)
        self.study.tell(number, value)
        return 'trial {}: {:.5g}; {}'.format(number, value, chosen)

    def folder(self, number, fold=0):
        """The run's folder."""
        name = 'trial_{:03d}'.format(number)
        return os.path.join(self._out, name + ('_{}'.format(fold) if len(self._folds) > 1 else ''))

    def _run(self, number, params, out, fold, offset):
        """One ordinary run, begun or taken up; its exit status, and the last line it printed."""
        if os.path.exists(os.path.join(out, 'model_final.npz')):
            return 0, ''
        command = [sys.executable, '-W', 'ignore', '-m', 'tune.run', self._storage, self._script]
        command += [str(number), self._measure, str(offset), self._script]
        command += self._options + space.options(params) + fold + ['--out', out]
        if any(name.startswith('snapshot_') for name in _names(out)):
            command.append('--resume')
        with open(os.path.join(self._out, os.path.basename(out) + '.txt'), 'w') as f:
            status = subprocess.call(
                command, stdin=subprocess.DEVNULL, stdout=f, stderr=subprocess.STDOUT
            )
        with open(f.name, errors='replace') as f:
            lines = [line.strip() for line in f if line.strip()]
        return status, lines[-1] if lines else 'status {}'.format(status)


def _names(folder):
    return os.listdir(folder) if os.path.isdir(folder) else []


def _read_log(run_folder):
    with open(os.path.join(run_folder, 'log')) as f:
        return json.load(f)
