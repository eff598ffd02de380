"""Inside, in a real browser: many maps, numbers that are none, and choices in quick succession."""

import json
import re
import shutil
import time
import urllib.request

import chainer
import chainer.functions as F
import chainer.links as L
import numpy
import pytest

from tests.look.browser.test_page import FCN, SEGNET, inside, layer
from tests.look.test_inside import png


class Slow(chainer.Chain):
    """Takes a second, and can be ended in between."""

    def forward(self, x):
        for _ in range(10):
            time.sleep(0.1)
            x = F.identity(x)
        return x


def asked(address, path, body=None):
    request = urllib.request.Request(address + path, body, {'X-Look': '1'})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def becomes(expected, call):
    for _ in range(100):
        found = call()
        if found == expected:
            return
        time.sleep(0.05)
    assert found == expected


def many_changes(page):
    """As by an arrow key that is held down; gives the name of the last picture."""
    return page.evaluate(
        """() => {
          const list = document.getElementById('picture');
          for (let i = 0; i < 14; i += 1) {
            list.selectedIndex = (i + 1) % list.options.length;
            list.dispatchEvent(new Event('change'));
          }
          return list.value;
        }"""
    )


def test_of_many_choices_the_last_is_shown(opened, serve):
    page = opened('#inside', at=serve(Slow()))
    lined_up = []
    page.on('request', lambda r: lined_up.append(r.url) if '/inside/open' in r.url else None)
    page.get_by_role('button', name='Cancel').wait_for()
    last = many_changes(page)
    page.locator('.steps button').first.wait_for()
    assert len(lined_up) <= 2 and lined_up[-1].endswith(last)
    assert page.inner_text('#status') == ''
    assert page.get_by_role('button', name='Cancel').count() == 0


@pytest.mark.parametrize('by', ['link', 'leaving'])
def test_who_leaves_waits_for_nothing(opened, serve, by):
    address = serve(Slow())
    page = opened('#inside', at=address)
    page.get_by_text('Computing').wait_for()
    if by == 'link':
        page.get_by_role('link', name='Runs').click()
    else:
        page.goto('about:blank')
    becomes('cancelled', lambda: asked(address, 'api/jobs/1')['state'])
    # What was being asked at that moment ends too.
    opened.faults[:] = [f for f in opened.faults if '/api/jobs/' not in f]


def test_a_wave_that_comes_too_late_is_not_drawn(opened):
    page = opened('#inside')
    polls = []

    def late(route):
        polls.append(route.request.url)
        if route.request.method == 'GET' and polls.count(polls[0]) < 5 and polls[0] == polls[-1]:
            state = {'state': 'running', 'share': None}
            route.fulfill(content_type='application/json', body=json.dumps(state))
        else:
            route.continue_()

    inside(page)
    page.route('**/api/jobs/*', late)
    page.select_option('#network', 'runs/lstm')
    page.get_by_text('Computing').wait_for()
    inside(page, SEGNET)
    page.wait_for_timeout(1000)
    assert page.locator('.chart').count() == 0 and page.locator('.steps').count() == 1


def test_the_most_active_of_many_maps_comes_first(opened, serve):
    model = chainer.Sequential(L.Convolution2D(3, 1300, 1), L.Convolution2D(1300, 2, 1))
    model[0].b.array[1200] = 1000
    page = opened('#inside', at=serve(model))
    layer(page, 'Convolution2D')
    page.get_by_role('heading', name='1,300 maps').wait_for()
    tiles = page.locator('.grid-of-maps').first.locator('button')
    assert tiles.first.inner_text().startswith('1200:') and tiles.count() == 256
    page.get_by_role('button', name='1,044 more').focus()
    page.keyboard.press('Enter')
    page.get_by_role('button', name='788 more').wait_for()
    shown = [float(text.split(':')[1]) for text in tiles.all_inner_texts()]
    assert len(shown) == 512 and shown == sorted(shown, reverse=True)
    # By keyboard one goes on where the new ones begin.
    assert tiles.nth(256).evaluate('tile => document.activeElement === tile')


def test_numbers_that_are_none_break_nothing(opened, serve):
    model = chainer.Sequential(L.Convolution2D(3, 4, 1), L.Convolution2D(4, 2, 1))
    model[0].b.array[2] = numpy.nan
    page = opened('#inside', at=serve(model))
    layer(page, 'Convolution2D')
    page.get_by_role('button', name='Map 2, activity 0, 100.0 % NaN or infinite').hover()
    page.locator('.large p', has_text='100.0 % NaN or infinite').wait_for()
    drawn = page.locator('.large canvas').evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 1, 1).data]"
    )
    assert drawn == [255, 0, 200, 255]
    page.locator('.stack').click()
    page.get_by_role('heading', name='Class scores at the point').wait_for()
    assert page.locator('[aria-live] tbody td.number').all_inner_texts() == ['–'] * 4
    page.get_by_label('Sort by').select_option('speaking')
    page.locator('.grid-of-maps button', has_text='2: –').wait_for()


def test_the_values_of_a_map_by_keyboard(opened):
    page = opened('#inside')
    inside(page)
    layer(page, 'conv2_1')
    page.locator('.large p', has_text='Map').wait_for()
    page.locator('.large canvas').focus()
    read = page.locator('.large [aria-live=polite]')
    before = None
    for key, dx, dy in (
        ('ArrowRight', 1, 0), ('ArrowDown', 0, 1), ('ArrowLeft', -1, 0), ('Shift+ArrowUp', 0, -10)
    ):  # fmt: skip
        page.keyboard.press(key)
        told = re.search(r'\((\d+), (\d+)\): -?[\d.]+', read.inner_text())
        at = [int(side) for side in told.groups()]
        assert before is None or at == [max(0, before[0] + dx), max(0, before[1] + dy)]
        before = at
    assert page.locator('.large .pin').is_visible()


def test_the_lists_grow_while_one_looks(opened, trained, address):
    page = opened('#inside')
    inside(page, SEGNET)
    drawn = page.locator('.steps').element_handle()
    folder = trained / 'later'
    shutil.copytree(str(trained / 'fcn32s'), str(folder))
    try:
        page.locator('#network option[value="runs/later"]').wait_for(state='attached')
        name = asked(address, 'api/inside/drop?name=later.png', png(9, 9))['picture']
        page.locator('#picture option[value="{}"]'.format(name)).wait_for(state='attached')
        assert page.locator('#network').evaluate('list => list.value') == SEGNET
        assert drawn.evaluate('list => list.isConnected')
    finally:
        shutil.rmtree(str(folder))


def test_what_is_chosen_stays(opened):
    """In another language, and when one comes back from the other view."""
    page = opened('#runs')
    page.locator('[id="choose-{}"]'.format(FCN)).check()
    page.wait_for_url('**/#runs?run=runs%2Ffcn32s')
    page.get_by_role('link', name='Inside').click()
    inside(page, SEGNET)
    page.locator('#picture').select_option(index=2)
    page.locator('.steps button').first.wait_for()
    picture = page.locator('#picture').evaluate('list => list.value')
    page.get_by_role('link', name='Runs').click()
    assert page.locator('[id="choose-{}"]'.format(FCN)).is_checked()
    page.get_by_role('link', name='Inside').click()
    page.locator('.steps button').first.wait_for()
    page.get_by_role('button', name='日本語').click()
    page.get_by_label('ネットワーク').wait_for()
    page.locator('.steps button').first.wait_for()
    chosen = [page.locator(name).evaluate('e => e.value') for name in ('#network', '#picture')]
    assert chosen == [SEGNET, picture]
