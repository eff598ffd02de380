"""pytest plugin for ``run.py``: counts the tests of one file of Chainer's.

``UPSTREAM_RESULT`` names the JSON file to write:

    {"passed": 3, "skipped": 0, "failed": {"TestRelu::test_forward": 1}, "not_collected": ""}

The tests of one class are told apart by their parameters in Chainer, often by random numbers:
``failed`` counts them under the class's bare name.
"""

import json
import os
import random
import re

import numpy

OUTCOMES = {}
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
            OUTCOMES[report.nodeid] = report.outcome


def pytest_sessionfinish(session):
    """Write the counts."""
    outcomes = list(OUTCOMES.values())
    failed = {}
    for name in sorted(name for name, outcome in OUTCOMES.items() if outcome == 'failed'):
        # file::TestClass_param_12_{...}::test_name[...] -> TestClass::test_name
        parts = re.sub(r'(_param_\d+_\{.*\}|_use_\w+(?=::))', '', name, flags=re.S).split('::')
        bare = '::'.join(part.split('[')[0] for part in parts[1:])
        failed[bare] = failed.get(bare, 0) + 1
    result = {
        'passed': outcomes.count('passed'),
        'skipped': outcomes.count('skipped'),
        'failed': failed,
        'not_collected': '\n'.join(ERRORS),
    }
    with open(os.environ['UPSTREAM_RESULT'], 'w') as f:
        json.dump(result, f)
