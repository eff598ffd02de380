"""What old code says, and what it finds under ``python -m chainer_compat``.

Each case is run twice in a process of its own kind, with and without what ``old`` serves: it must
pass with it and fail without it. Values are those of NumPy 1.19, SciPy 1.1, Pillow 5.4 and
Matplotlib 2.2, taken there.
"""

import collections
import importlib
import json
import sys
import traceback

Case = collections.namedtuple('Case', 'code since')
ALWAYS = ('python', '3.0')


def case(code, since=ALWAYS, *more):
    return Case(code, (since,) + more)


NUMPY1 = 'import numpy as np; '

CASES = {
    # 1. Arrays of one element as numbers.
    'float': case(
        NUMPY1 + 'x = float(np.array([2.5])); assert type(x) is float and x == 2.5',
        ('numpy', '2.4'),
    ),
    'int': case(NUMPY1 + 'assert int(np.array([[3]])) == 3', ('numpy', '2.4')),
    'complex': case(NUMPY1 + 'assert complex(np.array([2.5])) == 2.5', ('numpy', '2.4')),
    'format': case(NUMPY1 + "assert '%.1f' % np.array([2.5]) == '2.5'", ('numpy', '2.4')),
    'format int': case(NUMPY1 + "assert '%d' % np.array([2.5]) == '2'", ('numpy', '2.4')),
    'set item': case(
        NUMPY1 + 'a = np.zeros(2); a[1] = np.array([[.75]]); assert a.tolist() == [0, .75]',
        ('numpy', '2.4'),
    ),
    'set item of each type': case(
        NUMPY1
        + """
for kind in 'efdgFDbBhHiIlL?':
    a = np.zeros((2, 2), kind)
    a[1, 0] = np.array([3.0])
    assert a[1, 0] == np.array(3, kind), kind
""",
        ('numpy', '2.4'),
    ),
    'more than one is none': case(
        NUMPY1
        + """
for values in ([1, 2], []):
    for number in (float, int, complex):
        try:
            number(np.array(values))
        except TypeError as e:
            assert str(e) == 'only size-1 arrays can be converted to Python scalars', e
        else:
            assert False
""",
        ('numpy', '1.25'),
    ),
    'nan and complex': case(
        NUMPY1
        + """
assert np.isnan(float(np.array([np.nan])))
for number, value, error in ((int, np.nan, ValueError), (float, 1j, TypeError)):
    try:
        number(np.array([value]))
    except error as e:
        assert 'dimension' not in str(e)
    else:
        assert False
""",
        ('numpy', '2.4'),
    ),
    'a subclass': case(
        NUMPY1 + 'assert float(np.matrix([[2.5]])) == 2.5; assert float(np.ma.array([2.5])) == 2.5',
        ('numpy', '2.4'),
    ),
    # 2. Ragged lists.
    'ragged': case(
        NUMPY1
        + """
a = np.array([[1, 2, 3], [4, 5]])
assert a.dtype == object and a.shape == (2,) and a[1] == [4, 5]
assert np.asarray([[1], [1, 2]]).shape == (2,)
""",
        ('numpy', '1.24'),
    ),
    'ragged shuffled': case(
        NUMPY1
        + """
a = np.random.RandomState(0).permutation([[1, 2, 3], [4, 5], [6]])
assert a.tolist() == [[6], [4, 5], [1, 2, 3]]
""",
        ('numpy', '1.24'),
    ),
    'numbers among arrays': case(
        NUMPY1
        + """
a = np.array([0.5, np.array([1.])], dtype='f')
assert a.dtype == 'f' and a.tolist() == [0.5, 1]
assert np.array([0.5, np.array([1.])]).dtype == object
assert np.array([[[1, 0], []], [[0], [0, 0]]], dtype=bool).tolist() == [[True, False], [True, True]]
""",
        ('numpy', '1.24'),
    ),
    'ragged with a type is none': case(
        NUMPY1
        + """
np.array([[1], [1, 2]])
try:
    np.array([[1, 2, 3], [4, 5]], 'f')
except ValueError:
    pass
else:
    assert False
""",
        ('numpy', '1.24'),
    ),
    # 3. collections
    'collections': case(
        """
import collections
assert isinstance((1, 2), collections.Iterable) and isinstance({}, collections.Mapping)
from collections import Sequence
""",
        ('python', '3.10'),
    ),
    # 4. yaml
    'yaml': case("import yaml; assert yaml.load('a: 64') == {'a': 64}", ('yaml', '6.0')),
    # 5. cupy
    'cupy': case(
        """
import cupy as cp
import numpy as np
import chainer
assert not isinstance(np.zeros(3), cp.ndarray)
assert cp.get_array_module(np.zeros(1)) is np
assert chainer.cuda.available is False
assert not hasattr(chainer.cuda.cupy, 'zeros')
try:
    cp.zeros(3)
except AttributeError as e:
    assert 'cupy.zeros was asked for, but CuPy is not installed' in str(e)
else:
    assert False
"""
    ),
    # 7. Iterables in the place of lists.
    'stacked generators': case(
        NUMPY1
        + """
a = np.hstack(np.full(n, l) for l, n in enumerate((2, 3)))
assert a.tolist() == [0, 0, 1, 1, 1]
assert np.stack(map(np.asarray, ([1], [2]))).tolist() == [[1], [2]]
assert np.vstack({1: [1], 2: [2]}.values()).tolist() == [[1], [2]]
""",
        ('numpy', '1.24'),
    ),
    'sum of a generator': case(
        NUMPY1 + 'assert np.sum(i for i in range(4)) == 6', ('numpy', '2.4')
    ),
    # 8. copy=False
    'copy': case(
        NUMPY1
        + """
a = np.array(np.array([1, 0, 2]), dtype=np.int32, copy=False)
assert a.dtype == np.int32 and a.tolist() == [1, 0, 2]
assert np.array(a, copy=False) is a
assert np.array([1, 2], 'f', False).dtype == 'f'
""",
        ('numpy', '2.0'),
    ),
    'minus one, unsigned': case(
        NUMPY1 + 'assert np.array([-1, 256], np.uint8).tolist() == [255, 0]', ('numpy', '2.0')
    ),
    # 10. Names.
    'methods of arrays': case(
        NUMPY1
        + """
a = np.arange(6).reshape(2, 3)
assert a.ptp() == 5 and a.ptp(1).tolist() == [2, 2] and np.float64(3).ptp() == 0
b = np.zeros((2, 2))
b.itemset((1, 1), 5)
b.itemset(1, 2)
assert b.tolist() == [[0, 2], [0, 5]]
one = np.zeros((1, 1))
one.itemset(3)
assert one[0, 0] == 3
try:
    b.itemset(3)
except ValueError:
    pass
else:
    assert False
assert np.array([1], '<i2').newbyteorder().dtype == '>i2'
""",
        ('numpy', '2.0'),
    ),
    'tostring': case(
        NUMPY1
        + "assert np.array([1, 2], 'u1').tostring() == b'\\1\\2'; "
        + "assert np.uint8(1).tostring() == b'\\1'",
        ('numpy', '2.3'),
    ),
    'fromstring': case(
        NUMPY1
        + """
a = np.fromstring(b'\\1\\2\\3', np.uint8)
a[0] = 7
assert a.tolist() == [7, 2, 3] and np.fromstring('ab', np.uint8).tolist() == [97, 98]
assert np.fromstring(b'\\1\\2\\3', dtype=np.uint8, count=2).tolist() == [1, 2]
assert np.fromstring('1 2', sep=' ').tolist() == [1, 2]
""",
        ('numpy', '2.3'),
    ),
    'names of NumPy': case(
        NUMPY1
        + """
assert np.math.sqrt(4) == 2 and np.bool8 is np.bool_ and np.int0 is np.intp
assert np.cast['int8'](2.7) == 2 and np.cast['int8'](2.7).dtype == 'i1' and np.nbytes['f'] == 4
assert np.alen([1, 2]) == 2 and np.alen(3) == 1 and np.loads(b'K\\1.') == 1
assert issubclass(np.VisibleDeprecationWarning, Warning) and issubclass(np.AxisError, ValueError)
assert np.typeDict['float32'] is np.float32 and np.sctype2char('f4') == 'f'
assert np.maximum_sctype('i2') is np.int64 and not np.issctype(1) and np.issctype(np.int8)
assert np.issubsctype(np.float32, np.floating) and np.safe_eval('[1]') == [1]
assert np.CLIP == 0 and np.RAISE == 2 and np.fastCopyAndTranspose([[1, 2]]).tolist() == [[1], [2]]
""",
        ('numpy', '2.0'),
    ),
    'numpy.lib': case(
        NUMPY1
        + """
assert np.lib.pad is np.pad and np.lib.c_ is np.c_
assert np.lib.function_base.meshgrid is np.meshgrid
from numpy.lib.arraypad import pad
assert pad is np.pad
""",
        ('numpy', '2.0'),
    ),
    'numpy.core.umath_tests': case(
        NUMPY1
        + """
from numpy.core.umath_tests import inner1d
assert inner1d([[1, 2], [3, 4]], [1, 1]).tolist() == [3, 7]
""",
        ('numpy', '1.24'),
    ),
    'cross in a plane': case(NUMPY1 + 'assert np.cross([1, 2], [3, 4]) == -2', ('numpy', '2.5')),
    'normed': case(
        NUMPY1 + 'assert np.histogram([1, 2], bins=2, normed=True)[0].tolist() == [1, 1]',
        ('numpy', '1.24'),
    ),
    'scipy.misc': case(
        """
import numpy as np, os, tempfile
from scipy.misc import imread, imresize, imsave, imrotate
import scipy.misc
x = np.arange(12).reshape(3, 4) * 1.
assert imresize(x, 200)[:2].tolist() == [
    [0, 6, 17, 29, 40, 52, 64, 70], [23, 29, 40, 52, 63, 75, 87, 93]]
x = np.random.RandomState(0).rand(6, 5, 3)
assert imresize(x, (4, 3)).sum() == 4385
assert imresize(x, .5, 'nearest').sum() == 1986
assert imresize((x * 255).astype('u1'), 50, 'bicubic').sum() == 2244
assert imrotate(x, 30).sum() == 9432
assert np.array(scipy.misc.toimage(x.transpose(2, 0, 1))).sum() == 11000
assert np.array(scipy.misc.toimage(x[..., 0], mode='I')).sum() == 3343
assert np.array(scipy.misc.toimage(x[..., 0], cmin=.2, cmax=.7)).sum() == 3761
assert scipy.misc.bytescale(np.array([0, 1, 2.]), high=200, low=10).tolist() == [10, 105, 200]
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x.png')
    imsave(path, (x * 255).astype('u1'))
    assert (imread(path) == (x * 255).astype('u1')).all()
    assert imread(path, flatten=True).dtype == 'f' and imread(path, mode='L').shape == (6, 5)
assert scipy.misc.comb(4, 2) == 6 and scipy.misc.factorial(4) == 24
""",
        ('scipy', '1.3'),
    ),
    'names of SciPy': case(
        """
import scipy, scipy.signal, scipy.integrate
assert scipy.zeros(3).shape == (3,) and scipy.sqrt(4) == 2
assert scipy.signal.hann(3).tolist() == [0, 1, 0]
assert scipy.integrate.simps([1, 1, 1]) == 2
""",
        ('scipy', '1.14'),
    ),
    'Pillow': case(
        """
from PIL import Image, ImageDraw, ImageFont
assert Image.ANTIALIAS == 1 and Image.LINEAR == 2 and Image.CUBIC == 3
import PIL
assert PIL.PILLOW_VERSION == PIL.__version__
""",
        ('PIL', '10.0'),
    ),
    'Pillow: text': case(
        """
from PIL import Image, ImageDraw, ImageFont
font = ImageFont.load_default() if not hasattr(ImageFont, 'load_default_imagefont') else (
    ImageFont.load_default_imagefont())
assert font.getsize('abc') == (18, 11)
draw = ImageDraw.Draw(Image.new('RGB', (9, 9)))
assert draw.textsize('abc', font=font) == (18, 11)
assert draw.textsize('abc\\nde', font=font)[0] == 18
""",
        ('PIL', '10.0'),
    ),
    'Matplotlib': case(
        """
import matplotlib
matplotlib.use('Agg', warn=False)
import matplotlib.cm as cm, matplotlib.pyplot as plt
assert cm.get_cmap('jet', 5).N == 5
assert [round(float(v), 4) for v in cm.spectral(2)] == [0.0732, 0, 0.0837, 1]
assert plt.hist([1, 2], bins=2, normed=True)[0].tolist() == [1, 1]
assert plt.subplot(111, axisbg='k').get_facecolor() == (0, 0, 0, 1)
assert plt.figure().gca(projection='polar').name == 'polar'
assert plt.figure().add_subplot(111, axisbg='w').hold(True) is None and plt.hold(False) is None
plt.imshow([[1]], cmap='spectral')
plt.semilogy([1], basey=2)
plt.grid(b=True)
plt.gca().set_axis_bgcolor('k')
plt.style.use('seaborn-whitegrid')
plt.gcf().canvas.set_window_title('title')
""",
        ('matplotlib', '3.9'),
    ),
    'time.clock': case('import time; assert 0 < time.clock() < 1e5', ('python', '3.8')),
    'imp': case(
        """
import imp, json, os, tempfile
assert imp.find_module('json')[1] == os.path.dirname(json.__file__)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'one.py')
    with open(path, 'w') as f:
        f.write('x = 1')
    assert imp.load_source('one', path).x == 1
    file, path, what = imp.find_module('one', [folder])
    with file:
        assert imp.load_module('another', file, path, what).__name__ == 'another'
    try:
        imp.find_module('two', [folder])
    except ImportError as e:
        assert str(e) == "No module named 'two'"
imp.reload(json)
""",
        ('python', '3.12'),
    ),
    'inspect.getargspec': case(
        """
import inspect
assert tuple(inspect.getargspec(lambda a, b=1, *c: 0)) == (['a', 'b'], 'c', None, (1,))
""",
        ('python', '3.11'),
    ),
    'fractions.gcd': case('import fractions; assert fractions.gcd(4, 6) == 2', ('python', '3.9')),
    'json': case("import json; json.loads('[1]', encoding='utf-8')", ('python', '3.9')),
    'array': case(
        "import array; assert array.array('B', [1]).tostring() == b'\\1'", ('python', '3.9')
    ),
    'ElementTree': case(
        """
import xml.etree.ElementTree as ET
assert [e.tag for e in ET.fromstring('<a><b/></a>').getchildren()] == ['b']
assert [e.tag for e in ET.fromstring('<a><b/></a>').getiterator()] == ['a', 'b']
""",
        ('python', '3.9'),
    ),
    'configparser': case(
        'import configparser, io; c = configparser.SafeConfigParser(); '
        "c.readfp(io.StringIO('[a]\\nb=1')); assert c.get('a', 'b') == '1'",
        ('python', '3.12'),
    ),
    'unittest': case('import unittest; unittest.TestCase.assertEquals', ('python', '3.12')),
    'scikit-learn': case(
        """
import os, tempfile
import numpy as np
import sklearn.cross_validation
from scipy.io import savemat
from sklearn.datasets import fetch_mldata
with tempfile.TemporaryDirectory() as home:
    os.mkdir(os.path.join(home, 'mldata'))
    arrays = {'data': np.arange(6).reshape(3, 2), 'label': np.array([[1., 2.]])}
    savemat(os.path.join(home, 'mldata', 'mnist-original.mat'), arrays)
    mnist = fetch_mldata('MNIST original', data_home=home)
assert mnist.data.tolist() == [[0, 2, 4], [1, 3, 5]] and mnist.target.tolist() == [1, 2]
""",
        ('sklearn', '0.24'),
        ('scipy', '1.0'),
    ),
    'pandas': case(
        """
import pandas as pd
frame = pd.DataFrame({'a': [1, 2], 'b': [3, 4]}, index=['x', 'y'])
assert frame.ix['x', 'b'] == 3 and frame.ix[1, 'a'] == 2 and frame.ix[0:1].shape == (1, 2)
frame.ix['y', 'a'] = 7
assert frame.as_matrix().tolist() == [[1, 3], [7, 4]]
assert [name for name, _ in frame.iteritems()] == ['a', 'b']
assert len(frame.append(frame)) == 4
""",
        ('pandas', '2.0'),
    ),
    # NEP 50
    'float64 into Linear': case(
        """
import numpy as np, chainer, chainer.links as L, chainer.functions as F
x = chainer.Variable(np.ones((2, 3), 'f') * np.float64(2) ** .5)
link = L.Linear(3, 2)
y = link(x)
assert y.dtype == 'f'
F.sum(y).backward()
assert link.W.grad.dtype == 'f' and x.grad is not None and x.grad.dtype == x.dtype
assert L.Convolution2D(1, 1, 1)(np.ones((1, 1, 2, 2))).dtype == 'f'
assert F.mean_squared_error(y, np.ones((2, 2))).dtype == 'f'
with chainer.no_backprop_mode():
    assert F.mean_squared_error(link(x), np.ones((2, 2))).dtype == 'f'
try:
    F.minimum(np.ones(3), np.ones(3, 'f'))
except chainer.utils.type_check.InvalidType:
    pass
else:
    assert False
try:
    link(np.ones((2, 4)))
except chainer.utils.type_check.InvalidType as e:
    assert 'x.shape[1] == W.shape[1]' in str(e)
else:
    assert False
"""
    ),
}


def run():
    """Run all cases in this process; prints their errors as JSON."""
    errors = {}
    for name, one in CASES.items():
        try:
            exec(compile(one.code, name, 'exec'), {'__name__': '__main__'})
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            errors[name] = '{!r} at {}:{}'.format(error, last.filename, last.lineno)
    json.dump(errors, sys.stdout)


if __name__ == '__main__':
    importlib.import_module('numpy')
    run()
