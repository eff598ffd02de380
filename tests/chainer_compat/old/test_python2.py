"""Python 2 source under ``python -m chainer_compat``."""

import os
import subprocess
import sys

import numpy
import pytest

from chainer_compat.old.python2 import marks, names, runtime, translate, words
from tests.chainer_compat.old import python2_program as program
from tests.chainer_compat.processes import PROJECT, python

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 10), reason='the period stack runs what it can read'
)


@pytest.fixture
def run(tmp_path):
    """Write files, run the first of them; returns the process, its stderr in its stdout."""

    def call(files, *args, **environ):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))
        variables = dict(os.environ, PYTHONPATH=PROJECT, **environ)
        if 'PYTHONDONTWRITEBYTECODE' not in environ:
            variables.pop('PYTHONDONTWRITEBYTECODE', None)
        script = str(tmp_path / list(files)[0])
        return subprocess.run(
            [sys.executable, '-W', 'ignore', '-m', 'chainer_compat', script] + list(args),
            env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    return call


def test_a_program_prints_what_it_printed(run, tmp_path):
    pytest.importorskip('fissix')
    files = dict({'main.py': program.MAIN}, **program.FILES)
    for _ in range(2):  # the second time from what was kept
        out = run(files, str(tmp_path / 'pickle')).stdout
        assert 'to stderr\n' in out
        assert out.replace('to stderr\n', '') == program.PRINTED
    kept = [p for p in tmp_path.rglob('*.pyc') if 'chainer2' in p.name]
    # The empty __init__.py is Python 3 as well.
    assert len(kept) == len(files) - 1
    assert all(p.parent.name == '__pycache__' for p in kept)
    assert not [p for p in tmp_path.rglob('tmp*')]


def test_nothing_is_kept_where_it_may_not_be(run, tmp_path):
    pytest.importorskip('fissix')
    assert run({'main.py': 'print 1'}, PYTHONDONTWRITEBYTECODE='1').stdout == '1\n'
    assert not list(tmp_path.rglob('*.pyc'))


def test_a_changed_file_is_translated_again(run):
    pytest.importorskip('fissix')
    assert run({'main.py': 'print 1'}).stdout == '1\n'
    assert run({'main.py': 'print 22'}).stdout == '22\n'


def test_tracebacks_show_the_lines_of_the_file(run):
    pytest.importorskip('fissix')
    text = 'print 1, \\\n  2\n\ndef f((a, b)):\n    raise ValueError, a\n\nf((1, 2))\n'
    out = run({'main.py': text}).stdout
    assert 'main.py", line 7, in <module>\n    f((1, 2))\n' in out
    assert 'main.py", line 5, in f\n    raise ValueError, a\n' in out


def test_wrong_source_is_told_as_python_tells_it(run):
    pytest.importorskip('fissix')
    out = run({'main.py': 'a = (1,\nb = 2 3\n'}).stdout
    assert out.splitlines()[-1].startswith('SyntaxError: ') and 'fissix' not in out


def test_without_fissix_one_line_says_what_is_missing(run):
    hidden = 'raise ModuleNotFoundError("No module named \'fissix\'", name="fissix")\n'
    process = run({'main.py': 'print 1\n', 'fissix.py': hidden})
    assert process.returncode == 1
    (line,) = process.stdout.splitlines()
    assert 'main.py is Python 2 source' in line and 'requirements/python2.txt' in line


def test_python3_stays_what_it_is(run):
    text = """
import six
try:
    import cPickle as pickle
except ImportError:
    import pickle
try:
    xrange
except NameError:
    xrange = range
if six.PY2:
    text = unicode
print(7 / 2, type({}.keys()).__name__, list(six.iteritems({1: 2})), round(2.5))
"""
    assert run({'main.py': text}).stdout == '3.5 dict_keys [(1, 2)] 2\n'


def test_what_python3_reads_too(run):
    text = 'd = {1: 2}\nfor i in xrange(1):\n    print(7 / 2)\nprint(d.keys() + [3])\n'
    assert run({'main.py': text}).stdout == '3\n[1, 3]\n'


def test_python3_of_before_async_was_a_word(run):
    files = {
        'main.py': 'import async\ndef f(async=3): return async / 2\nprint(f(), async.x)\n',
        'async.py': 'x = 1\n',
    }
    assert run(files).stdout == '1.5 1\n'


def test_processes_of_a_program(run):
    pytest.importorskip('fissix')
    text = """
import multiprocessing
def half(n):
    return n / 2
if __name__ == '__main__':
    print multiprocessing.get_context('spawn').Pool(1).map(half, [3, 5])
"""
    assert run({'main.py': text}).stdout == '[1, 2]\n'


@pytest.mark.parametrize('coding', ['utf-8', 'euc_jp', 'cp932'])
def test_no_coding_line(run, coding):
    text = 'print(u"\u65e5\u672c\u8a9e\u306e\u6587" == u"\\u65e5\\u672c\\u8a9e\\u306e\\u6587")\n'
    assert run({'main.py': text.encode(coding)}).stdout == 'True\n'


def test_pickles_of_python_2(run, tmp_path):
    # A string, as Python 2 pickles it: the two bytes of an array.
    (tmp_path / 'mnist.pkl').write_bytes(b'\x80\x02U\x02\xc8\x03.')
    text = """
import cPickle
import numpy as np
s = cPickle.load(open('{0}', 'rb'))
print(len(s), np.fromstring(s, np.uint8).tolist(), len(xrange(3)))
print(len(cPickle.load(open('{0}'))))
""".format(tmp_path / 'mnist.pkl')
    assert run({'main.py': text}).stdout == '2 [200, 3] 3\n2\n'


def test_files_take_text_and_bytes(run, tmp_path):
    text = """
raw_input
for mode, data in (('w', b'a'), ('wb', 'b'), ('w', 'c'), ('wb', b'd')):
    with open('{0}', mode) as f:
        f.write(data)
    print(open('{0}').read(), open('{0}', 'rb').read(), open('{0}', 'rU').readlines())
""".format(tmp_path / 'data')
    out = run({'main.py': text}).stdout
    assert out == ''.join("{0} b'{0}' ['{0}']\n".format(c) for c in 'abcd')


def test_the_standard_output_in_utf_8(run):
    text = """
import codecs, sys
raw_input
reload(sys)
sys.setdefaultencoding('utf-8')
sys.stdout = codecs.getwriter('utf_8')(sys.stdout)
sys.stdout.write(u'\u3042')
"""
    assert run({'main.py': text}, PYTHONIOENCODING='utf-8').stdout == '\u3042'


def test_what_else_acts_otherwise(run, tmp_path):
    text = """
import csv, types
raw_input
try:
    1 / 0
except ZeroDivisionError as e:
    pass
print(e)
with open('{0}', 'wb') as f:
    csv.writer(f).writerow(['a', 1])
print(list(csv.reader(open('{0}', 'rb'))), isinstance(f, file), ord(b'a'[0]), ord('a'))
print(isinstance([], types.ListType), isinstance('', types.StringTypes))
""".format(tmp_path / 'table')
    assert run({'main.py': text}).stdout == (
        "integer division or modulo by zero\n[['a', '1']] True 97 97\nTrue True\n"
    )


def test_old_names_of_types_are_given_when_they_are_asked_for(run):
    # Not in the module's dictionary, where cloudpickle takes for a type's name what it finds:
    # Numba's kernels on disk would ask every other Python for "types.ObjectType".
    text = """
from types import *
import types
print(isinstance('', StringType), types.ObjectType is object, hasattr(types, 'OldType'))
print([name for name, value in vars(types).items() if value in (object, str, int, list, dict)])
"""
    assert run({'main.py': text}).stdout == 'True True False\n[]\n'


def is_python2(text):
    return marks.is_python2(translate.ast.parse(text))


@pytest.mark.parametrize(
    'text',
    ['xrange(3)', 'import cPickle', 'from urllib2 import urlopen', 'd.has_key(1)', 'd.iteritems()',
     'isinstance(x, unicode)', 'raw_input("?")', 'if a:\n    x = long(3)'],
)  # fmt: skip
def test_marks(text):
    assert is_python2(text)


@pytest.mark.parametrize(
    'text',
    ['from six.moves import xrange\nxrange(3)', 'def f(long): return long', 'iteritems(d)',
     'import pandas\ndf.iteritems()', 'x = unicode if PY2 else str', 'from .cPickle import x',
     'try:\n    import Queue\nexcept ImportError:\n    import queue',
     'import sys\nif sys.version_info[0] == 2:\n    range = xrange',
     'from functools import reduce\nreduce(f, x)'],
)  # fmt: skip
def test_no_marks(text):
    assert not is_python2(text)


def test_integers_are_divided_as_integers():
    ints, floats = numpy.array([3, -3]), numpy.array([3.0])
    assert runtime.divide(7, 2) == 3 and runtime.divide(7, 2.0) == 3.5
    assert runtime.divide(True, 2) == 0 and runtime.divide(numpy.int64(7), 2) == 3
    assert runtime.divide(ints, 2).tolist() == [1, -2]
    assert runtime.divide(ints, 2.0).tolist() == [1.5, -1.5]
    assert runtime.divide(floats, 2).tolist() == [1.5]
    same = ints
    assert runtime.divide_in_place(ints, 2) is same and same.tolist() == [1, -2]


def test_sorted_as_then():
    assert runtime.in_order([3, None, 'a', 2.5, (1,), [1]]) == [None, 2.5, 3, [1], 'a', (1,)]
    assert runtime.in_order([(1, 'a'), (1, None)]) == [(1, None), (1, 'a')]
    with pytest.raises(TypeError):
        runtime.in_order([1j, 2])
    with pytest.raises(TypeError):
        runtime.in_order([object(), 2])


def test_names():
    assert all(hasattr(names, name) for name in words.NAMES)
    assert [names.round(x) for x in (0.5, 1.5, -0.5, 2)] == [1, 2, -1, 2]
    assert names.round(2.675, 2) == round(2.675, 2) and isinstance(names.round(2), float)
    assert names.filter(None, (0, 1)) == (1,) and names.filter(str.isalpha, 'a1') == 'a'
    assert names.map(None, [1], [2, 3]) == [(1, 2), (None, 3)]
    assert names.unicode(b'\xe3\x81\x82', 'utf-8') == '\u3042' and isinstance('', names.unicode)


def test_plain_python_has_none_of_it():
    out = python('-c', 'import chainer_compat.hook as h; h.install(); import sys; '
                 'print([m for m in sys.modules if "chainer_compat.old" in m])')  # fmt: skip
    assert out.strip() == '[]'
