"""Runs, in a real browser: broken files, odd numbers, and what grows while one looks."""

import json
import re
import shutil

import pytest

from tests.look.browser.test_page import FCN, choose
from tests.look.conftest import entry, write_log, write_run


@pytest.fixture
def run(trained):
    """A copy of a run: its folder, which goes afterwards."""
    folder = trained / 'copy'
    shutil.copytree(str(trained / 'fcn32s'), str(folder))
    yield folder
    shutil.rmtree(str(folder))


def add_epoch(run, epoch):
    log = json.loads((run / 'log').read_text())
    write_log(run, log + [dict(log[-1], epoch=epoch)])


def test_a_broken_file_hides_no_more_than_its_part(opened, run):
    (run / 'evaluation.json').write_text('{')
    page = opened('#runs?run=runs/copy')
    page.locator('.wrong', has_text='evaluation.json').wait_for()
    page.get_by_role('img', name='Example pictures: Epoch 2').wait_for()
    page.get_by_role('button', name='Measure the test pictures').wait_for()
    page.get_by_role('button', name='Compare the data').wait_for()
    opened.faults[:] = [f for f in opened.faults if '400 (BAD REQUEST)' not in f]


def test_an_answer_that_is_no_json_is_told(opened):
    page = opened('#runs')
    page.locator('tbody tr').first.wait_for()
    page.route('**/api/runs/examples*', lambda route: route.fulfill(body='[NaN'))
    page.route('**/api/runs/curves*', lambda route: route.fulfill(body='[NaN'))
    choose(page, FCN)
    page.locator('section .wrong', has_text='cannot be read').wait_for()
    page.locator('#status.wrong', has_text='cannot be read').wait_for()
    page.get_by_role('button', name='Measure the test pictures').wait_for()


def test_a_new_epoch_takes_no_choice_away(opened, run):
    page = opened('#runs?run=runs/copy')
    slider = page.get_by_role('slider', name='Epoch')
    slider.fill('0')
    slider.focus()
    add_epoch(run, 7)
    page.locator('label input[type=range][max="2"]').wait_for()
    assert page.get_by_role('img', name='Example pictures: Epoch 1').is_visible()
    assert slider.evaluate('slider => document.activeElement === slider')
    # Who looks at the last one goes on with it.
    slider.fill('2')
    add_epoch(run, 8)
    page.get_by_role('img', name='Example pictures: Epoch 8').wait_for()


def test_a_chart_of_one_entry_and_one_of_few_numbers(opened, trained):
    values = [0.5, None, None, 0.25]
    gaps = [dict(entry(i + 1), **{'main/loss': v}) for i, v in enumerate(values)]
    odd = dict(entry(1), iteration=3000000, **{'main/loss': 1e20})
    folders = [write_run(trained, 'odd', [odd]), write_run(trained, 'gaps', gaps)]
    try:
        page = opened('#runs?run=runs/gaps')
        curve = page.locator('.chart path.curve').first
        curve.wait_for(state='attached')
        assert curve.get_attribute('d').count('L') == 1
        page.locator('[id="choose-runs/gaps"]').uncheck()
        choose(page, 'runs/odd')
        page.locator('.chart circle').first.wait_for(state='attached')
        page.get_by_label('over').select_option('iteration')
        chart = page.locator('.chart').first
        chart.locator('text', has_text='3,000,000').first.wait_for(state='attached')
        assert 'NaN' not in chart.inner_html() and 'Infinity' not in chart.inner_html()
        assert 5 < chart.locator('text').count() < 40
    finally:
        for folder in folders:
            shutil.rmtree(str(folder))


def test_a_server_that_was_started_anew_is_asked_for_all(opened):
    page = opened('#runs')
    page.locator('tbody tr').first.wait_for()
    told = {'run': 'runs/later', 'model': 'x', 'epochs': None, 'inside': None, 'measured': None}
    told = dict(told, changed=0, last={})

    def anew(route):
        runs = [told] if 'since=0' in route.request.url else []
        answer = {'server': 'another', 'version': 1, 'runs': runs, 'gone': []}
        route.fulfill(content_type='application/json', body=json.dumps(answer))

    page.route(re.compile(r'/api/runs\?'), anew)
    page.locator('[id="choose-runs/later"]').wait_for()
    assert page.locator('tbody tr').count() == 1


def test_what_is_sorted_and_read_is_told(opened):
    page = opened('#runs?run=' + FCN)
    page.locator('th[aria-sort=descending]', has_text='changed').wait_for()
    for order in ('ascending', 'descending'):
        page.locator('#sort-run').click()
        assert page.locator('th[aria-sort]').count() == 1
        page.locator('th[aria-sort={}]'.format(order), has_text='run').wait_for()
    page.locator('.chart path.curve').first.wait_for(state='attached')
    page.locator('.chart [role=img]').first.focus()
    page.keyboard.press('ArrowRight')
    read = page.locator('.chart .read[aria-live=polite]').first
    assert 'epoch 1' in read.inner_text()
    # Drawn anew, it says nothing as long as nothing else is to be read.
    read.evaluate(
        """read => {
          window.said = 0;
          new MutationObserver(() => { window.said += 1; }).observe(read, { childList: true });
        }"""
    )
    page.get_by_label('Log scale').check()
    page.get_by_label('Log scale').uncheck()
    assert page.evaluate('window.said') == 0
    page.locator('.chart [role=img]').first.focus()
    page.keyboard.press('ArrowRight')
    page.wait_for_function('window.said === 1')


def test_measures_have_names_in_japanese(opened, run):
    line = {'class': 'background', 'pixels': 9, 'accuracy': 0.5, 'IU': 0.5}
    found = {'pixel accuracy': 0.25, 'mean IU': 0.5, 'classes': [line]}
    (run / 'evaluation.json').write_text(json.dumps(found))
    page = opened('#runs?run=runs/copy', locale='ja-JP')
    page.get_by_text('画素の正解率 25.0 % · 平均 IU 50.0 %').wait_for()
