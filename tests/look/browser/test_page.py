"""The page in a real browser, as a person uses it."""

import io
import json
import re
import shutil

import numpy
import pytest
from PIL import Image

from tests.look.conftest import write_log

FCN, SEGNET, YOLO = 'runs/fcn32s', 'runs/segnet', 'runs/yolo'
PHONE = {'viewport': {'width': 360, 'height': 740}, 'has_touch': True}


def choose(page, *runs):
    for run in runs:
        page.locator('[id="choose-{}"]'.format(run)).check()


def inside(page, network=FCN):
    page.select_option('#network', network)
    page.locator('.steps button').first.wait_for()


def layer(page, name):
    page.locator('.steps button', has_text=name).first.click()
    page.locator('.grid-of-maps button').first.wait_for()


def test_curves_of_the_chosen_runs_and_the_posts_figure(opened):
    page = opened('#runs')
    choose(page, FCN, SEGNET)
    page.locator('.chart path.curve').nth(3).wait_for(state='attached')
    page.get_by_text('fcn32s in the post: 92.0 %').wait_for()
    page.get_by_role('heading', name='Options that differ').wait_for()
    before = page.locator('.chart').first.locator('path.curve').first.get_attribute('d')
    page.get_by_label('Log scale').check()
    assert page.locator('.chart').first.locator('path.curve').first.get_attribute('d') != before
    page.get_by_label('Smoothing').fill('0.9')
    page.locator('.chart > div').first.hover()
    assert re.search('epoch .* runs/fcn32s', page.locator('.chart .read').first.inner_text())


def test_a_curve_grows_without_a_reload(opened, trained):
    folder = trained / 'growing'
    shutil.copytree(str(trained / 'fcn32s'), str(folder))
    try:
        page = opened('#runs')
        choose(page, 'runs/growing')
        page.locator('.chart path.curve').first.wait_for(state='attached')
        before = page.locator('.chart path.curve').first.get_attribute('d')
        log = json.loads((folder / 'log').read_text())
        more = dict(log[-1], epoch=7)
        write_log(folder, log + [more])
        row = page.locator('tr', has_text='runs/growing')
        row.get_by_text('7 / 2').wait_for()
        page.wait_for_function(
            "before => document.querySelector('.chart path.curve').getAttribute('d') !== before",
            arg=before,
        )
    finally:
        shutil.rmtree(str(folder))


def test_examples_measures_errors_and_data(opened):
    page = opened('#runs?run=' + FCN)
    page.get_by_role('img', name='Example pictures: Epoch 2').wait_for()
    # Of before the page was opened: the run kept it.
    page.get_by_role('slider', name='Epoch').fill('0')
    page.get_by_role('img', name='Example pictures: Epoch 1').wait_for()
    page.wait_for_function('document.querySelector(\'img[alt$="Epoch 1"]\').naturalWidth > 0')
    page.get_by_role('button', name='Measure the test pictures').click()
    page.get_by_role('heading', name='Classes it confuses').wait_for()
    page.get_by_role('button', name=re.compile('^Show ')).first.click()
    page.get_by_role('img', name=re.compile('the truth')).wait_for()
    page.get_by_role('button', name='Compare the data').click()
    page.get_by_text('training, 4 of 4 examples').wait_for()


def test_measures_errors_and_data_of_a_detector(opened):
    page = opened('#runs?run=' + YOLO)
    page.get_by_text('python -m predict.evaluate_detection runs/yolo').wait_for()
    page.get_by_role('button', name='Measure the test pictures').click()
    page.get_by_role('heading', name='The surest boxes').wait_for()
    page.get_by_role('heading', name='Objects that these find').wait_for()
    page.get_by_role('button', name=re.compile('^Show ')).first.click()
    page.get_by_role('img', name=re.compile('the truth')).wait_for()
    page.get_by_role('button', name='Compare the data').click()
    page.get_by_text('training, 4 of 4 examples').wait_for()


def test_what_gives_no_class_offers_no_measures(opened):
    page = opened('#runs?run=runs/lstm')
    page.get_by_text('Networks that give pixels, boxes or pictures a class').wait_for()
    assert page.get_by_role('button', name='Measure the test pictures').count() == 0
    assert page.get_by_role('button', name='Compare the data').count() == 0


def test_the_list_is_filtered_and_sorted(opened):
    page = opened('#runs')
    page.get_by_label('Filter').fill('lstm runs')
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length === 1")
    assert 'runs/lstm' in page.locator('tbody').inner_text()
    page.get_by_label('Filter').fill('')
    page.locator('#sort-run').click()
    page.locator('#sort-run').click()
    names = page.locator('tbody label').all_inner_texts()
    assert names == sorted(names, reverse=True) and len(names) > 4


def test_maps_of_a_layer(opened, trained):
    page = opened('#inside')
    inside(page)
    assert 'MyFcn32sWithAnySize' in page.inner_text('main')
    layer(page, 'conv2_1')
    assert page.locator('.grid-of-maps button').count() == 4
    shown = [float(text.split(':')[1]) for text in
             page.locator('.grid-of-maps button').all_inner_texts()]  # fmt: skip
    assert shown == sorted(shown, reverse=True)
    page.locator('.grid-of-maps button').nth(2).hover()
    large = page.locator('.large canvas')
    large.hover(position={'x': 5, 'y': 5})
    page.get_by_text(re.compile(r'Map \d: .* \(\d+, \d+\): -?[\d.]+')).wait_for()
    # Something is drawn, in more than one colour.
    image = Image.open(io.BytesIO(large.screenshot()))
    assert len(numpy.unique(numpy.array(image.convert('L')))) > 4


def test_what_speaks_for_a_class_at_a_point(opened):
    page = opened('#inside')
    inside(page)
    layer(page, 'conv2_1')
    page.locator('.stack').click(position={'x': 20, 'y': 20})
    page.get_by_role('heading', name='Class scores at the point').wait_for()
    page.get_by_label('Sort by').select_option('speaking')
    page.wait_for_function(
        "() => document.querySelector('select option[value=speaking]')?.selected"
        " && !document.querySelector('main .row [role=status]')"
    )
    shown = [float(t.split(':')[1]) for t in page.locator('.grid-of-maps button').all_inner_texts()]
    assert shown == sorted(shown, reverse=True)


def test_filters_of_the_first_layer_and_indices_of_segnet(opened):
    page = opened('#inside')
    inside(page)
    layer(page, 'conv1_1')
    page.get_by_role('heading', name='Weights').wait_for()
    inside(page, SEGNET)
    layer(page, 'MaxPooling')
    page.get_by_label('Output').select_option('-1')
    page.get_by_text(re.compile('Map 0: 0 … [123]|Map 1: 0 … [123]')).wait_for()


def test_the_prediction_over_the_picture(opened):
    page = opened('#inside')
    inside(page)
    page.locator('img.over').wait_for()
    page.get_by_label('Prediction over the picture').fill('1')
    assert page.locator('img.over').evaluate('e => getComputedStyle(e).opacity') == '1'
    total = [float(p) for p in re.findall(r'([\d.]+) %', page.locator('ul.key').inner_text())]
    assert abs(sum(total) - 100) < 1


def test_boxes_of_a_yolo_and_how_sure_it_is(opened):
    page = opened('#inside')
    inside(page, YOLO)
    page.get_by_role('heading', name='Objects').wait_for()
    slider = page.get_by_label('Objects with a score above')
    slider.fill('0.05')
    rows = page.locator('[aria-label=Objects] tbody tr:visible')
    boxes = page.locator('.stack .box:visible')
    many = rows.count()
    assert many == boxes.count() > 0
    picture = page.locator('.stack').bounding_box()
    for i in range(many):
        box = boxes.nth(i).bounding_box()
        assert box['x'] >= picture['x'] - 1 and box['y'] >= picture['y'] - 1
        assert box['x'] + box['width'] <= picture['x'] + picture['width'] + 1
    slider.fill('0.5')
    assert 0 < rows.count() == boxes.count() < many
    slider.fill('1')
    page.get_by_text('None is that sure.').wait_for()
    assert rows.count() == boxes.count() == 0


def test_a_picture_of_ones_own(opened, tmp_path):
    page = opened('#inside')
    inside(page)
    Image.fromarray(numpy.random.RandomState(0).randint(0, 255, (60, 90, 3), 'u1')).save(
        str(tmp_path / 'mine.png')
    )
    page.locator('input[type=file]').set_input_files(str(tmp_path / 'mine.png'))
    page.get_by_text('picture 90 × 60').wait_for()
    assert 'mine.png' in page.locator('#picture').evaluate('e => e.value')


def test_one_that_is_dropped_onto_the_page(opened):
    page = opened('#inside')
    inside(page)
    page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(70, 50);
          canvas.getContext('2d').fillRect(0, 0, 30, 30);
          const files = new DataTransfer();
          files.items.add(new File([await canvas.convertToBlob()], 'dropped.png'));
          document.body.dispatchEvent(
            new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_text('picture 70 × 50').wait_for()


def test_a_broken_picture_is_told_and_the_page_goes_on(opened, tmp_path):
    page = opened('#inside')
    inside(page)
    (tmp_path / 'broken.png').write_bytes(b'\x89PNG\r\n\x1a\n' + bytes(100))
    page.locator('input[type=file]').set_input_files(str(tmp_path / 'broken.png'))
    page.locator('#status.wrong').wait_for()
    assert 'broken.png' in page.inner_text('#status')
    layer(page, 'conv2_1')
    # The browser tells of each answer that is an error; this one was asked for.
    opened.faults[:] = [f for f in opened.faults if '400 (BAD REQUEST)' not in f]


def test_gates_along_the_wave(opened):
    page = opened('#inside')
    page.select_option('#network', 'runs/lstm')
    page.get_by_text('Gates of unit 1').wait_for()
    page.locator('label', has_text='Unit').locator('select').select_option(index=1)
    page.get_by_text('Gates of unit 2').wait_for()
    assert page.locator('.chart path.curve').count() == 8


def test_neighbours_as_they_are_typed(opened):
    page = opened('#inside')
    page.select_option('#network', 'runs/words')
    page.locator('#typed').press_sequentially('pari')
    page.get_by_text('paris').first.wait_for()
    page.locator('#typed').press_sequentially('s')
    page.get_by_role('heading', name='Nearest').wait_for()


def test_by_keyboard_alone(opened):
    page = opened('#runs')
    page.locator('tbody tr').first.wait_for()

    def tab_to(wanted, most=80):
        for _ in range(most):
            page.keyboard.press('Tab')
            if page.evaluate('wanted => document.activeElement.matches(wanted)', wanted):
                return
        raise AssertionError('no way to ' + wanted)

    tab_to('[id="choose-{}"]'.format(FCN))
    page.keyboard.press('Space')
    page.locator('.chart path.curve').first.wait_for(state='attached')
    tab_to('.chart [role=img]', 300)
    page.keyboard.press('ArrowRight')
    page.keyboard.press('ArrowRight')
    assert 'epoch 2' in page.locator('.chart .read').first.inner_text()
    page.goto(page.url.split('#')[0] + '#inside')
    inside(page)
    page.locator('h1').click()
    tab_to('.stack')
    page.keyboard.press('ArrowRight')
    page.get_by_role('heading', name='Class scores at the point').wait_for()
    tab_to('.steps button')
    page.keyboard.press('ArrowDown')
    page.keyboard.press('Enter')
    page.locator('.grid-of-maps button').first.wait_for()
    tab_to('.grid-of-maps button')
    # Where one is, is seen.
    assert page.evaluate('getComputedStyle(document.activeElement).outlineStyle') == 'solid'


@pytest.mark.parametrize('view', ['runs', 'inside'])
def test_on_a_phone(opened, view):
    page = opened('#' + view, **PHONE)
    if view == 'runs':
        choose(page, FCN, SEGNET)
        page.locator('.chart path.curve').first.wait_for(state='attached')
        page.get_by_role('heading', name='Measures by class').wait_for()
    else:
        inside(page)
        layer(page, 'conv2_1')
    assert page.evaluate('document.documentElement.scrollWidth') <= 360, 'scrolls sideways'


def test_in_japanese_and_back(opened):
    page = opened('#runs', locale='ja-JP')
    page.get_by_label('絞り込み').wait_for()
    page.get_by_role('button', name='English').click()
    page.get_by_label('Filter').wait_for()
    page.get_by_role('button', name='日本語').click()
    page.get_by_label('絞り込み').wait_for()


def test_dark_by_the_system_or_by_choice(opened):
    page = opened('#runs', color_scheme='dark')

    def back():
        return page.evaluate('getComputedStyle(document.body).backgroundColor')

    assert back() == 'rgb(20, 23, 27)'
    page.get_by_role('button', name='Dark or light').click()
    assert back() == 'rgb(255, 255, 255)'
    page.reload()
    assert back() == 'rgb(255, 255, 255)'


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('view', ['runs', 'inside', 'boxes', 'wave', 'words'])
def test_axe_finds_nothing_serious(opened, view, scheme):
    Axe = pytest.importorskip('axe_playwright_python.sync_playwright').Axe
    page = opened('#runs' if view == 'runs' else '#inside', color_scheme=scheme)
    if view == 'runs':
        choose(page, FCN, SEGNET)
        page.locator('.chart path.curve').first.wait_for(state='attached')
        page.get_by_role('button', name='Measure the test pictures').click()
        page.get_by_role('heading', name='Classes it confuses').wait_for()
    elif view == 'inside':
        inside(page)
        layer(page, 'conv1_1')
        page.locator('.stack').click()
        page.get_by_role('heading', name='Class scores at the point').wait_for()
    elif view == 'boxes':
        inside(page, YOLO)
        page.locator('.stack .box').first.wait_for()
    else:
        page.select_option('#network', 'runs/lstm' if view == 'wave' else 'runs/words')
        page.locator('.chart path.curve' if view == 'wave' else '#typed').first.wait_for(
            state='attached'
        )
    # axe is put in by the tests' own hand; the page's policy stays as it is.
    found = Axe().run(page).response['violations']
    serious = [v for v in found if v['impact'] in ('serious', 'critical')]
    told = [(v['id'], [n['html'][:120] for n in v['nodes']][:3]) for v in serious]
    assert told == []
