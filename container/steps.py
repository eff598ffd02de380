"""Commands run one after the other, with what each took and said."""

import json
import os
import shutil
import subprocess
import time

from cli import errors, files

WORK = os.path.join('runs', 'image_check')
STEPS = 'steps.json'
# With this begins the step that builds an image.
BUILD = 'buildah bud --target'


class Check:
    """Runs commands, tells how long each took and keeps what it printed.

    Args:
        name (str): Folder in ``WORK`` for that.
        built (bool): Go on after the build of the last call.
    """

    def __init__(self, name, built):
        self.steps = []
        self._folder = os.path.join(WORK, name)
        if built:
            self.steps = self._built()
        else:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.makedirs(self._folder)

    def _built(self):
        """The steps of the last call up to its build.

        Raises:
            UserError: It did not get there.
        """
        path = os.path.join(self._folder, STEPS)
        steps = []
        if os.path.exists(path):
            with open(path, encoding='utf-8') as f:
                steps = json.load(f)
        while steps and not steps[-1]['what'].startswith(BUILD):
            steps.pop()
        if not steps:
            raise errors.UserError('--built: nothing was built here; leave it out')
        return steps

    def run(self, what, command):
        """Run a command; its last line is kept.

        Raises:
            UserError: It failed.
        """
        path = os.path.join(self._folder, '{:02d}.log'.format(len(self.steps)))
        start = time.time()
        with open(path, 'wb') as log:
            ended = subprocess.run(
                command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False
            )
        seconds = round(time.time() - start, 1)
        if ended.returncode:
            raise errors.UserError(
                '{}: exit code {}, {} has what it printed'.format(what, ended.returncode, path)
            )
        with open(path, encoding='utf-8', errors='replace') as log:
            lines = log.read().strip().splitlines()
        self.steps.append({'what': what, 'seconds': seconds, 'last line': (lines or [''])[-1]})
        self._keep()
        print('{:7.1f} s  {}'.format(seconds, what), flush=True)

    def note(self, **facts):
        """Put what is known besides of the step that was run last beside it."""
        self.steps[-1].update(facts)
        self._keep()

    def _keep(self):
        files.write_json(os.path.join(self._folder, STEPS), self.steps)
