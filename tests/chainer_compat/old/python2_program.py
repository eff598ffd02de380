"""A program in Python 2, and what Python 2.7 printed when it ran it.

    python -c 'from tests.chainer_compat.old import python2_program as p; print(p.MAIN)' > main.py

and so on for the other files, then ``python2.7 main.py``. (NumPy's lines: with NumPy 1.16.)
"""

MAIN = '''# -*- coding: utf-8 -*-
"""Doc."""
import sys, cPickle as pickle, StringIO, Queue
from itertools import izip
import pkg.a
print "main", pkg.a.value, pkg.a.half(7)
print >>sys.stderr, "to stderr"
d = {'b': 1, 'a': 2}
k = d.keys(); k.sort(); print k, sorted(d.items())[0], d.has_key('a'), d.values()[0] in (1, 2)
print sorted(d.iteritems()), len(list(d.itervalues()))
x = range(10); del x[0]; print x[len(x)/2], 7/2, 7/2., -7/2
class P(object):
    def __init__(self, (u, v), w=1): self.u, self.v = u, v
    def __nonzero__(self): return False
    def __div__(self, o): return 'div'
    def next(self): return 5
    def __cmp__(self, o): return cmp(self.u, o.u)
    n = 3
p = P((1, 2))
print bool(p), p / 2, p.next(), next(p), P((1,0)) < P((2,0)), P((1,0)) == P((1,3))
p.n /= 2; print p.n
l = [7, 8]; l[1] /= 3; l[-1:] = [l[1] + 1]; print l
print sorted([3, None, 'a', 2.5, (1,)]), map(None, [1,2],[3]), zip([1],[2])
print filter(lambda c: c > 'a', 'abc'), sorted([1, 3, 2], lambda a, b: b - a), list(izip([1], [2]))
try:
    sorted([1j, 2])
except TypeError:
    print "complex numbers have no order"
f = open(sys.argv[1], 'w'); pickle.dump({'x': [0.5]}, f); f.close()
print pickle.load(open(sys.argv[1]))
print `1`, 0777, 10L, ur'\\d', isinstance('a', basestring), isinstance(u'a', unicode), long(3)
print round(2.5), round(3), reduce(lambda a, b: a+b, xrange(4)), 1 <> 2
print (lambda (a, (b, c)), d=1: a+b+c)((1,(2,3)))
def f(async=False): return async
print f(async=True)
s = StringIO.StringIO(); s.write('x'); print s.getvalue(), 'a'.encode('hex')
for line in open(__file__, 'rU'): print line.strip(); break
exec "zz = 3"
print zz
try:
    raise ValueError, "bad"
except (ValueError, TypeError), e:
    print e
import os; print os.getcwdu() == os.getcwd(), sys.maxint > 5
class M(type):
    def __new__(c, n, b, d): d['meta'] = 1; return type.__new__(c, n, b, d)
class Q(object):
    __metaclass__ = M
print Q.meta
print "%d %s" % (3, 'x'), \\
    "and",
print "y"
def tabs():
\tif 1:
        \treturn 'tabs'
print tabs(), 0.1 + 0.2, 1e22, 1e-7, 3.0, -0.0, 1e300 * 1e10, [0.1 + 0.2]
'''

FILES = {
    'pkg/__init__.py': 'print "pkg"\n',
    # Nothing in it is wrong in Python 3, but who its neighbours are.
    'pkg/a.py': 'import b\nfrom b import value\nimport lib.c as cc, async\n'
    'def half(n): return n / 2\n',
    'pkg/b.py': 'value = 1\nprint "b"\n',
    'pkg/async.py': 'print "async"\n',
    'pkg/lib/__init__.py': '',
    'pkg/lib/c.py': 'print "c"\n',
}

PRINTED = """pkg
b
c
async
main 1 3
['a', 'b'] ('a', 2) True True
[('a', 2), ('b', 1)] 2
5 3 3.5 -4
False div 5 5 True True
1
[7, 3]
[None, 2.5, 3, 'a', (1,)] [(1, 3), (2, None)] [(1, 2)]
bc [3, 2, 1] [(1, 2)]
complex numbers have no order
{'x': [0.5]}
1 511 10 \\d True True 3
3.0 3.0 6 True
6
True
x 61
# -*- coding: utf-8 -*-
3
bad
True True
1
3 x and y
tabs 0.3 1e+22 1e-07 3.0 -0.0 inf [0.30000000000000004]
"""
