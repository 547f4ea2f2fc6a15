"""How a number is written where it hardly fits."""

import pytest
from playwright.sync_api import Page

from ui.stage_view import FOLDER

FIT = """async ([source, value, room]) => {
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  return module.fitNumber(value, room);
}"""


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [
        (0.53, 4, "0.53"), (-0.53, 4, "−.53"), (0.53, 3, ".53"), (-0.53, 3, "−.5"),
        (0.5, 3, "0.5"), (-0.5, 4, "−0.5"), (-0.996, 3, "−1"), (-0.96, 3, "−1"),
        # a small number is not rounded to another one, nor written with an exponent among decimals
        (-0.05, 3, "−.05"), (0.004, 4, ".004"), (-0.00733, 4, "−.007"), (0.0967, 4, ".097"),
        (-1.234, 4, "−1.2"), (-0.125, 5, "−.125"), (0.3795, 5, "0.38"), (0.5004, 3, "0.5"),
        (0.00001, 5, "1e−5"), (1234567, 5, "1e+6"),
    ],
)  # fmt: skip
def test_the_zero_before_the_point_goes_before_a_decimal(page: Page, value, room, text):
    source = (FOLDER / "format.js").read_text(encoding="utf-8")
    assert page.evaluate(FIT, [source, value, room]) == text
