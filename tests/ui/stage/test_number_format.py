"""How the numbers of panels are written, and when a sum is marked as rounded."""

import json

import pytest

from tests.node import run_script
from ui.stage.component import FOLDER

THIRD = 1 / 3


def run(expression):
    """What an expression gives, by the names of the module."""
    source = (FOLDER / "number_format.js").read_text(encoding="utf-8")
    return json.loads(run_script(f"{source}\nconsole.log(JSON.stringify({expression}));"))


@pytest.mark.parametrize(
    ("panels", "texts"),
    [
        # whole with few decimals: all of them, for all cells
        ([[1, 0, -2]], [["1", "0", "−2"]]),
        ([[-1.44, 0.3, 0]], [["−1.44", "0.30", "0.00"]]),
        ([[283.5, 178, -0.0]], [["283.5", "178.0", "0.0"]]),
        ([[123456, 7]], [["123456", "7"]]),
        # not whole with any: two decimals, more of small ones, one of large ones
        ([[1 / 9]], [["0.111"]]),
        ([[THIRD, -2 * THIRD, 0.001]], [["0.33", "−0.67", "0.00"]]),
        ([[-0.001, THIRD]], [["0.00", "0.33"]]),
        ([[100 * THIRD, 2000 * THIRD]], [["33.3", "666.7"]]),
        ([[123456.789, 0.5]], [["123456.8", "0.5"]]),
        # panels that are added to each other are written alike
        ([[1, 2], [0.5]], [["1.0", "2.0"], ["0.5"]]),
        ([[0.1 * THIRD], [THIRD, 12]], [["0.033"], ["0.333", "12.000"]]),
        # beyond what decimals can say, all cells have one power of ten
        ([[1e-5, -7e-5]], [["1.00e−5", "−7.00e−5"]]),
        ([[1e8, 2.5e9]], [["0.10e9", "2.50e9"]]),
        ([[]], [[]]),
    ],
)
def test_one_format_for_what_is_added_up(panels, texts):
    given = json.dumps(panels)
    made = f"{given}.map((one) => rangeOf(Float32Array.from(one)))"
    assert texts == run(
        f"(() => {{ const formats = formatsFor({made});"
        f"return {given}.map((one, at) => one.map((value) => formats[at].text(value))); }})()"
    )


@pytest.mark.parametrize(
    ("terms", "total", "sign"),
    [
        ("[0.1, 0.2]", "0.3", "="),
        ("[0.33, 0.33, 0.33]", "1", "≈"),
        ("[]", "0", "="),
        ("[1000000, -999999.9]", "0.1", "="),
        ("[1000000, -999999.9]", "0.2", "≈"),
    ],
)
def test_a_sum_that_is_rounded_says_so(terms, total, sign):
    assert run(f"equals({terms}, {total})") == sign
