"""On a phone the row of a product is broken where a channel, or a row of the filter, ends."""

import json
from pathlib import Path

from tests.node import run_module


def test_lines_end_where_channels_do_if_that_needs_no_line_more():
    widths = [
        (390, 27, [9, 3]),  # ten would fit
        (390, 18, [6, 3]),
        (390, 5, [15, 5]),
        (390, 26, [13, 13]),  # channels of 13 are wider than the line
        (320, 49, [49, 7]),
    ]
    lines = json.loads(run_module(Path(__file__).with_name("product_lines.js"), widths))
    assert lines[0] == 9
    assert lines[1] % 3 == 0
    assert lines[2] == 5
    assert lines[3] > 8
    assert lines[4] == 7
