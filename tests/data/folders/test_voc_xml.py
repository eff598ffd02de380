"""Annotations in the forms that are about, and others, which end in one line."""

import os

import pytest

from cli.errors import UserError
from data.folders import voc_xml
from tests.data.annotations import LABELIMG, PARTS, annotation, thing


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        path = tmp_path / 'a.xml'
        path.write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))
        return voc_xml.read(str(path))

    return write_and_read


def test_an_object_and_its_box(read):
    size, (found,) = read(annotation(thing('dog', 1, 2, 30, 20)))
    assert size == (20, 30)
    # From 1 and both ends meant, to half-open from 0; rows before columns.
    assert found.name == 'dog' and found.box == (1, 0, 20, 30)
    assert (found.difficult, found.truncated) == (False, False)


def test_marks(read):
    texts = [
        thing('dog', 1, 1, 2, 2, difficult=1),
        thing('cat', 1, 1, 2, 2, truncated=1),
        thing('cow', 1, 1, 2, 2).replace('<difficult>0</difficult>', ''),
        thing('pig', 1, 1, 2, 2, truncated='Unspecified', difficult='True'),
    ]
    _, objects = read(annotation(*texts))
    assert [(o.name, o.difficult, o.truncated) for o in objects] == [
        ('dog', True, False), ('cat', False, True), ('cow', False, False), ('pig', True, False)
    ]  # fmt: skip


@pytest.mark.parametrize('text, marked', [
    ('1.0', True), ('true', True), ('Yes', True), ('0.0', False), ('FALSE', False), ('no', False),
])  # fmt: skip
def test_marks_as_tools_write_them(read, text, marked):
    _, (found,) = read(annotation(thing('dog', 1, 1, 2, 2, difficult=text)))
    assert found.difficult is marked


def test_parts_of_persons_are_no_objects(read):
    # Before the person's own box, as some files have it.
    text = annotation(thing('person', 3, 4, 20, 19, more=PARTS), thing('dog', 1, 1, 2, 2))
    head, tail = text.split('\t\t<bndbox>', 1)
    _, objects = read(head + PARTS + '\t\t<bndbox>' + tail)
    assert [(o.name, o.box) for o in objects] == [('person', (3, 2, 19, 20)), ('dog', (0, 0, 2, 2))]


def test_fractions(read):
    _, (found,) = read(annotation(thing('train', '45.70000076293945', 2.5, '90.9', '20')))
    assert found.box == pytest.approx((1.5, 44.7, 20, 90.9))


def test_labelimg_s_files(read):
    size, (found,) = read(annotation(thing('raccoon', 5, 6, 7, 8), form=LABELIMG))
    assert size == (20, 30) and found.box == (5, 4, 8, 7)


@pytest.mark.parametrize('text', [
    annotation(width=0, height=0), annotation().replace('size>', 'sighs>'),
    annotation(width='0.0', height='0.0'), annotation(width=30, height=0),
])  # fmt: skip
def test_no_object_and_no_size(read, text):
    assert read(text) == (None, [])


def test_names_of_other_scripts(read):
    _, (found,) = read('\ufeff' + annotation(thing('\u72ac', 1, 1, 2, 2)))
    assert found.name == '\u72ac'


def test_an_encoding_that_its_reader_has_not(read):
    text = '<?xml version="1.0" encoding="Shift_JIS"?>' + annotation(thing('\u72ac', 1, 1, 2, 2))
    with pytest.raises(UserError, match='a.xml: cannot be read as XML'):
        read(text.encode('shift_jis'))


@pytest.mark.parametrize('spoil, told', [
    (lambda t: t.replace('<bndbox>', '<polygon>').replace('</bndbox>', '</polygon>'),
     r'a.xml, object 2 \(cat\): its bndbox has no xmin'),
    (lambda t: t.replace('\t\t\t<ymax>18</ymax>\n', ''), 'its bndbox has no ymax'),
    (lambda t: t.replace('<name>cat</name>', '<name> </name>'), 'a.xml, object 2: has no name'),
    (lambda t: t.replace('>18<', '>eighteen<'), "'eighteen' is no number"),
    (lambda t: t.replace('>18<', '>nan<'), "'nan' is no number"),
    (lambda t: t.replace('>18<', '>1e999<'), "'1e999' is no number"),
    (lambda t: t.replace('>18<', '>2<'), 'ends before it begins, at y 7 and 2'),
    (lambda t: t.replace('<difficult>1<', '<difficult>very<'), "difficult must be 0 or 1, not 'v"),
    (lambda t: t.replace('<width>30<', '<width>inf<'), "a.xml, <size>: 'inf' is no number"),
    (lambda t: t.replace('annotation>', 'html>'), 'no annotation of VOC: begins with <html>'),
    (lambda t: t[:300], 'cannot be read as XML'),
    (lambda t: '', 'cannot be read as XML .*no element'),
    (lambda t: 'image_0001 dog 1 1 2 2\n', 'cannot be read as XML'),
    (lambda t: '\0' * 100, 'cannot be read as XML'),
])  # fmt: skip
def test_what_is_wrong_is_told(read, spoil, told):
    good = annotation(thing('dog', 1, 1, 2, 2), thing('cat', 6, 7, 17, 18, difficult=1))
    read(good)
    spoilt = spoil(good)
    if 'bndbox has no xmin' in told:
        # The first object stays as it was.
        first = good.index('</object>')
        spoilt = good[:first] + spoil(good[first:])
    assert spoilt != good
    with pytest.raises(UserError, match=told):
        read(spoilt)


def test_a_billion_laughs_are_refused(read):
    lines = ['<!ENTITY l0 "ha">']
    lines += ['<!ENTITY l{} "{}">'.format(i, '&l{};'.format(i - 1) * 10) for i in range(1, 10)]
    text = '<?xml version="1.0"?><!DOCTYPE annotation [{}]>'.format(''.join(lines))
    with pytest.raises(UserError, match='a.xml: refused: declares a document type'):
        read(text + annotation(thing('&l9;', 1, 1, 2, 2)))


def test_other_files_are_not_read_in(read):
    text = '<!DOCTYPE annotation [<!ENTITY other SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UserError, match='refused'):
        read(text + annotation(thing('&other;', 1, 1, 2, 2)))
    # Without a document type there are no entities.
    with pytest.raises(UserError, match='undefined entity'):
        read(annotation(thing('&other;', 1, 1, 2, 2)))


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match='b.xml: cannot be read .No such file'):
        voc_xml.read(str(tmp_path / 'b.xml'))
    with pytest.raises(UserError, match="b.xml: no such annotation, but 'b' is asked for"):
        voc_xml.XmlFiles(str(tmp_path)).read('b')


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(str(tmp_path / 'c.xml'))
    with pytest.raises(UserError, match='c.xml: is no plain file'):
        voc_xml.read(str(tmp_path / 'c.xml'))
