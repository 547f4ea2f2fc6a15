"""Numbers of a table: the same decimals where nothing is lost so."""

import re

import numpy as np
import pytest

from ui.numbers.table import table_html


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([[0.6, 0.55, -1]], ["0.60", "0.55", "−1.00"]),
        ([[3, 12]], ["3", "12"]),
        # six digits of the largest would be too few for the small ones
        ([[12345.6, 0.123456], [7.25, -0.0567]], ["12345.6", "0.123456", "7.25", "−0.0567"]),
        ([[0, 0]], ["0", "0"]),
    ],
)
def test_numbers_are_written_alike_unless_one_would_lose_digits(values, texts):
    values = np.array(values, float)
    html = table_html(values, "x", [*"ab"][: len(values)], [*"123"][: values.shape[1]])
    assert re.findall("<td>([^<]+)</td>", html) == texts
