"""`check_type_forward` of one's own functions: `in_types.size().eval()`.

Today the first look is at plain numbers, which have no `eval`.
"""

from chainer import function
from chainer.utils import type_check

from chainer_compat.v1.cause import Served

# FunctionAdapter has it from FunctionNode.
_today = function.FunctionAdapter._check_data_type_forward


def _check(self, in_data):
    if type(self.function).__module__.startswith('chainer.'):
        return _today(self, in_data)
    in_types = type_check.get_types(in_data, 'in_types', False)
    with type_check.get_function_check_context(self):
        self.check_type_forward(in_types)


def _put(version):
    function.FunctionAdapter._check_data_type_forward = _check
    function.Function.type_check_enable = True


SERVED = [Served('type_check: Expr.eval, Function.type_check_enable', _put)]
