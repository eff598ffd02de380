"""A device that cannot be used is told in one line, with the reason."""

import chainer
import pytest

from cli import options
from cli.errors import UserError


def refusal(monkeypatch, module, told):
    kind = type('Refused', (RuntimeError,), {'__module__': module})

    def get_device(name):
        raise kind(told)

    monkeypatch.setattr(chainer, 'get_device', get_device)
    with pytest.raises(UserError) as refused:
        options.use_device('0')
    return str(refused.value)


def test_where_cuda_refuses_the_doctor_is_named(monkeypatch):
    # What CUDA says where there is no driver at all.
    insufficient = 'cudaErrorInsufficientDriver: CUDA driver version is insufficient'
    told = refusal(monkeypatch, 'cupy_backends.cuda.api.runtime', insufficient)
    assert told.startswith("--device 0 can't be used: cudaErrorInsufficientDriver: ")
    assert told.endswith(' (python -m chainer_compat.doctor --gpu says what is wrong)')


def test_another_reason_stands_alone(monkeypatch):
    told = refusal(monkeypatch, 'builtins', 'no such device')
    assert told == "--device 0 can't be used: no such device"
