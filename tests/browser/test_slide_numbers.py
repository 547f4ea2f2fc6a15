"""The book's example on the stage, and how numbers on screen are compared."""

import pytest
from playwright.sync_api import Page

from tests.browser.stage_page import agrees, number, open_stage


def test_the_books_example_reads_15_16_6_15(tab: Page, app_url: str) -> None:
    stage = open_stage(tab, app_url, "?in=book&f=book&pad=0")
    stage.expect_steps(4)
    stage.expect_step(0)
    assert stage.told() == stage.seen()
    assert (
        stage.formula()
        == "out[0,0,0,0] = 1·2 + 2·0 + 3·1 + 0·0 + 1·1 + 2·2 + 3·1 + 0·0 + 1·2 + b 0 = 15"
    )
    for result in ("15", "16", "6", "15"):
        assert (stage.told().result, stage.seen().result) == (result, result)
        if stage.step < 3:
            step = stage.step
            stage.key("ArrowRight")
            stage.expect_step(step + 1)
    products = sum(number(x) * number(w) for x, w in stage.told().factors)
    assert products == 15


@pytest.mark.parametrize(
    ("text", "truth", "agree"),
    [
        ("1.234", 1.23449, True), ("1.234", 1.2346, False), ("1.20", 1.2049, True),
        ("(\N{MINUS SIGN}2)", -2, True), ("\N{MINUS SIGN}2", 2, False), ("0", 1e-9, False),
        ("0.1", 0.1001, False), ("15", 15.004, False), ("15.00", 15.004, True),
        ("15.00", 15.006, False), ("0.333", 1 / 3, True), ("0.3", 1 / 3, False),
        ("283.5", 283.54, True), ("1.23e\N{MINUS SIGN}5", 1.2345e-5, True),
    ],
)  # fmt: skip
def test_the_comparison_itself_is_strict(text: str, truth: float, agree: bool) -> None:
    assert agrees(text, truth) is agree
