"""The separate package onnx-chainer, which has the name of Chainer's own."""

import pytest

from tests.chainer_compat.processes import python

pytest.importorskip('onnx')

# Its module where it differs: the lines that are mended in Chainer's stand elsewhere.
EXPORT = """
try:
    from onnx.mapping import NP_TYPE_TO_TENSOR_TYPE
    import onnx
    available = True
except (ImportError, TypeError) as e:
    available = False
number = available and NP_TYPE_TO_TENSOR_TYPE['float32']
field = available and onnx.mapping.STORAGE_TENSOR_TYPE_TO_FIELD[1]
"""


def test_its_tables_are_there(tmp_path):
    package = tmp_path / 'onnx_chainer'
    package.mkdir()
    (package / '__init__.py').write_text('')
    (package / 'export.py').write_text(EXPORT)
    script = tmp_path / 'script.py'
    script.write_text('from onnx_chainer import export; print(export.number, export.field)')
    out = python('-m', 'chainer_compat', str(script))
    assert out.splitlines()[-1] == '1 float_data'
    without = 'import sys; sys.path.insert(0, sys.argv[1]); from chainer_compat import hook; '
    without += 'hook.install(); from onnx_chainer import export; print(export.available)'
    assert python('-c', without, str(tmp_path)).splitlines()[-1] == 'False'
