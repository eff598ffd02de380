"""Commands run one after the other, with what each took and said."""

import json
import os
import re
import shutil
import subprocess
import time

from cli import errors, files

WORK = os.path.join('runs', 'image_check')
STEPS = 'steps.json'
# With this begins the step that builds an image.
BUILD = 'buildah bud --target'
# What pytest ends with.
COUNTS = re.compile(r'=*\s*(\d+ (?:passed|failed)\b.*? in [\d.]+s)')


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
        if not steps or steps[-1].get('exit code'):
            raise errors.UserError('--built: nothing was built here; leave it out')
        return steps

    def run(self, what, command):
        """Run a command; its last line is kept, and how many tests it counted.

        Raises:
            UserError: It failed; that is kept, too.
        """
        path = os.path.join(self._folder, '{:02d}.log'.format(len(self.steps)))
        start = time.time()
        with open(path, 'wb') as log:
            ended = subprocess.run(
                command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False
            )
        seconds = round(time.time() - start, 1)
        with open(path, encoding='utf-8', errors='replace') as log:
            lines = log.read().strip().splitlines()
        step = {'what': what, 'seconds': seconds, 'last line': (lines or [''])[-1]}
        counts = [found.group(1) for found in map(COUNTS.match, lines) if found]
        if counts:
            step['tests'] = counts[-1]
        if ended.returncode:
            step['exit code'] = ended.returncode
        self.steps.append(step)
        self._keep()
        if ended.returncode:
            raise errors.UserError(
                '{}: exit code {}, {} has what it printed'.format(what, ended.returncode, path)
            )
        print('{:7.1f} s  {}'.format(seconds, what), flush=True)

    def note(self, **facts):
        """Put what is known besides of the step that was run last beside it."""
        self.steps[-1].update(facts)
        self._keep()

    def _keep(self):
        files.write_json(os.path.join(self._folder, STEPS), self.steps)
