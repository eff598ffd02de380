"""docs/compat.md says what is served, and what was run."""

from tests.chainer_compat.table import DOC
from tests.chainer_compat.v1 import examples, table


def test_docs_list_what_is_served():
    with open(DOC) as f:
        text = f.read()
    assert table.START in text and text == table.written(text)


def test_every_example_has_its_real_numbers():
    assert set(examples.kept()) == set(examples.JOBS)


def test_numbers_of_a_line():
    assert examples.numbers('train mean loss=0.5, accuracy=0.25, throughput=12.5') == [0.5, 0.25]
    assert examples.numbers('epoch 1 validation perplexity: 22.50 (9.81 iters/sec)') == [22.5]
    assert (
        examples.numbers('163.25\n') == [163.25] and examples.numbers('learning rate = 0.5') == []
    )
    assert examples.difference([[1.0], [2.0]], [[1.0], [2.5]]) == 0.25
    assert examples.difference([[1.0]], [[1.0], [2.5]]) == float('inf')
