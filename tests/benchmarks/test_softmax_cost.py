"""What the full softmax costs beside negative sampling."""

from benchmarks import softmax_cost


def test_the_full_softmax_grows_with_the_vocabulary(script, tmp_path):
    out = tmp_path / 'softmax.md'
    status, _, err = script(softmax_cost.main, '--sizes', 100, 20000, '--repeat', 2, '--out', out)
    assert status == 0, err
    rows = [line.strip('| ').split(' | ') for line in out.read_text().splitlines()[2:4]]
    assert [row[0] for row in rows] == ['100', '20000']
    (full, sampled), (more, still) = [[float(cell) for cell in row[1:3]] for row in rows]
    # Two hundred times as many words; of what is drawn there are as many as before.
    assert more > 20 * full and still < 20 * sampled


def test_a_table():
    text = softmax_cost.table([(100, 0.004, 0.002)])
    assert '| 100 | 4 | 2 | 2.0 |' in text
