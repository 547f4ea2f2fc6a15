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
        # a small number is not rounded to another one
        (-0.05, 3, "−0.05"), (0.004, 4, "4e−3"), (-1.234, 4, "−1.2"), (-0.125, 5, "−0.13"),
    ],
)  # fmt: skip
def test_the_zero_before_the_point_goes_before_a_decimal(page: Page, value, room, text):
    source = (FOLDER / "format.js").read_text(encoding="utf-8")
    assert page.evaluate(FIT, [source, value, room]) == text
