"""What SegNet saves by leaving out the fully connected layers."""

from benchmarks import without_fully_connected


def test_parameters_by_the_papers_and_products_by_hand(script, tmp_path):
    out = tmp_path / 'table.md'
    status, _, err = script(without_fully_connected.main, '--width', 1, '--repeat', 1, '--out', out)
    assert status == 0, err
    lines = out.read_text().splitlines()
    assert len(lines) == 5 and all(line.count('|') == 8 for line in lines)
    shares = [float(line.strip('| ').split(' | ')[4]) for line in lines[2:]]
    # The posts' is the paper's without two of its layers; SegNet has a decoder besides.
    assert shares[0] == 1 and shares[1] < 1 < shares[2]
