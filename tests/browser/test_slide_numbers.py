"""Every number on the stage is the layer's: a real photograph, and the book's example."""

from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from conv_core import Convolution
from lesson.files.pictures import read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage
from lesson.presets import preset_weights
from tests.browser.stage_page import (
    StagePage,
    agrees,
    choose,
    expect_address,
    number,
    open_stage,
    slide_to,
)  # fmt: skip
from tests.browser.step_truth import Truth


def truth_of_the_rocket(colour, **layer):
    """The layer on the file itself, without the app."""
    x = to_stage(read_picture(sample_bytes("rocket")), 28, colour, "crop", "unit")[None]
    W = preset_weights("sobel_x", x.shape[1], 3, 3)[None]
    b = np.zeros(1)
    out = Convolution(W, b, **layer).forward(x)
    return Truth.of(x, W, b, out, **layer)


def check_ten_steps(stage: StagePage, truth: Truth) -> None:
    """Buttons, scrubbing, keys and the film: what stands on screen is the layer's."""
    out_h, out_w = truth.conv_core_out.shape[2:]
    stage.expect_steps(out_h * out_w)
    checked = set()

    def check(step: int) -> None:
        stage.expect_step(step)
        assert stage.told().cell == (0, 0, step // out_w, step % out_w)
        truth.holds(stage.told())
        truth.holds(stage.seen())
        assert stage.seen().cell == stage.told().cell
        checked.add(step)

    stage.button("First step").click()
    stage.button("Next step").click()
    check(0)
    for step in (1, 2, 3):
        stage.button("Next step").click()
        check(step)
    stage.button("Previous step").click()
    check(2)
    for step in (out_w - 1, out_w, 77, 105):
        stage.scrub(step)
        check(step)
    stage.button("Last step").click()
    check(out_h * out_w - 1)

    stage.button("First step").click()
    stage.button("Play").click()
    stage.expect_playing(True)
    while_playing = []
    for _ in range(4):
        stage.expect_moving()
        told = stage.told()
        truth.holds(told)
        while_playing.append(told.cell)
    stage.button("Pause").click()
    stage.expect_playing(False)
    assert all(before < after for before, after in pairwise(while_playing))
    check(stage.step)
    assert len(checked) >= 10


def test_an_uploaded_photograph_grey_and_in_colour(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, "?fh=2&fw=5&pad=0&in=book&f=identity")
    chooser = page.get_by_test_id("stSidebar").locator("input[type=file]").first
    chooser.set_input_files(SAMPLES["rocket"])
    expect(page.get_by_text("640 × 427 pixels; on the stage 28 × 28 cells")).to_be_visible()
    for label, value in (("Filter height", 3), ("Filter width", 3), ("Stride", 2), ("Padding", 1)):
        slide_to(page, label, value)
    expect_address(page, **{"in": "upload", "fh": "", "fw": "", "stride": "2", "pad": ""})
    choose(page, "Preset", "Sobel x")
    expect_address(page, f="")

    check_ten_steps(stage, truth_of_the_rocket("grey", stride=2, pad=1))

    page.get_by_role("radio", name="RGB").click()
    expect(stage.lines).to_have_count(4)
    check_ten_steps(stage, truth_of_the_rocket("rgb", stride=2, pad=1))


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
