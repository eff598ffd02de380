"""pytest plugin for ``run.py``: counts the tests of one file of Chainer's.

``UPSTREAM_RESULT`` names the JSON file to write; with mpiexec, each process writes one, with its
number after that name:

    {"passed": 3, "skipped": 0, "failed": {"TestRelu::test_forward": 1}, "not_collected": "",
     "chainerx": {}}

``chainerx`` holds what failed where the test itself wanted ChainerX, which is not there; Chainer
marks most such tests, but not ChainerMN's.

The tests of one class are told apart by their parameters in Chainer, often by random numbers:
``failed`` counts them under the class's bare name.
"""

import json
import os
import random
import re

import numpy

OUTCOMES = {}
NO_CHAINERX = re.compile(
    "ChainerX is not available|module 'chainerx' has no attribute|ChainerX backend is not available"
)
ERRORS = []


def pytest_configure(config):
    """Know the marks that Chainer's tests use."""
    for mark in ('gpu', 'cudnn', 'multi_gpu', 'ideep', 'chainerx', 'slow', 'theano'):
        config.addinivalue_line('markers', mark)
    # The data of most tests are random; with a seed, one command gives the same figures again.
    random.seed(0)
    numpy.random.seed(0)


def pytest_collectreport(report):
    """Keep why a file could not be collected."""
    if report.failed:
        ERRORS.append(str(report.longrepr))


def pytest_runtest_logreport(report):
    """A test counts once: as failed if its set-up, its call or its tear-down did."""
    if hasattr(report, 'context'):  # a subtest: the test that holds it fails with it
        return
    if report.failed or report.when == 'call' or (report.skipped and report.when == 'setup'):
        if OUTCOMES.get(report.nodeid) != 'failed':
            outcome = report.outcome
            if report.failed and NO_CHAINERX.search(str(report.longrepr)):
                outcome = 'chainerx'
            OUTCOMES[report.nodeid] = outcome


def pytest_sessionfinish(session):
    """Write the counts."""
    outcomes = list(OUTCOMES.values())
    result = {
        'passed': outcomes.count('passed'),
        'skipped': outcomes.count('skipped'),
        'failed': _counted('failed'),
        'not_collected': '\n'.join(ERRORS),
        'chainerx': _counted('chainerx'),
    }
    with open(os.environ['UPSTREAM_RESULT'] + os.environ.get('PMI_RANK', ''), 'w') as f:
        json.dump(result, f)


def _counted(wanted):
    counts = {}
    for name in sorted(name for name, outcome in OUTCOMES.items() if outcome == wanted):
        # file::TestClass_param_12_{...}::test_name[...] -> TestClass::test_name
        parts = re.sub(r'(_param_\d+_\{.*\}|_use_\w+(?=::))', '', name, flags=re.S).split('::')
        bare = '::'.join(part.split('[')[0] for part in parts[1:])
        counts[bare] = counts.get(bare, 0) + 1
    return counts
