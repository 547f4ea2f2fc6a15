"""Files that are handed in: broken ones change nothing, a photograph's numbers are the layer's."""

from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import numpy as np
from playwright.sync_api import Page, expect

from conv_core import Convolution
from lesson.files.pictures import read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage
from lesson.presets import preset_weights
from lesson.vocabulary import vocabulary
from tests.browser.stage_page import (
    StagePage,
    address,
    choose,
    expect_address,
    open_stage,
    read_sentence,
    read_terms,
    slide_to,
)  # fmt: skip
from tests.browser.step_truth import Truth

BROKEN = {
    "text.png": b"hello, this is not a picture",
    "cut.png": sample_bytes("cat")[:5000],
    "phone.heic": bytes.fromhex("0000001c66747970686569630000000068656963") + bytes(99),
    "pickle.npy": b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
}
SIZE, STRIDE, PAD = 27, 2, 2
LESSON = {"in": "book", "size": str(SIZE), "stride": str(STRIDE), "pad": str(PAD), "step": "4"}
LESSON |= {"fh": "2", "fw": "4", "f": "identity~box~box", "b": "0.0_0.0_0.0"}


def truth_of_the_rocket(colour: Any) -> Truth:
    """The layer on the file itself, without the app."""
    x = to_stage(read_picture(sample_bytes("rocket")), SIZE, colour, "crop", "unit")[None]
    W = preset_weights("sobel_x", x.shape[1], 3, 3)[None]
    b = np.zeros(1)
    out = Convolution(W, b, stride=STRIDE, pad=PAD).forward(x)
    return Truth.of(x, W, b, out, stride=STRIDE, pad=PAD)


def check_ten_steps(stage: StagePage, truth: Truth) -> None:
    """Buttons, scrubbing and the film: what stands on screen is the layer's."""
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

    pace = stage.root.get_by_role("combobox", name="Speed")
    pace.select_option("fast")
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


def check_walk(stage: StagePage, truth: Truth) -> None:
    """Steps from the first to the last, told and seen."""
    out_h, out_w = truth.conv_core_out.shape[2:]
    stage.expect_steps(out_h * out_w)
    for step, sentence, lines in stage.walk([*range(0, out_h * out_w, 19), out_h * out_w - 1]):
        told, seen = read_sentence(sentence), read_terms(lines)
        assert told.cell == seen.cell == (0, 0, step // out_w, step % out_w)
        truth.holds(told)
        truth.holds(seen)


def expect_whole_below_a_sentence(stage: StagePage) -> None:
    """The formula stands above the buttons, and they on screen, however much is said above."""
    stage.page.wait_for_function(
        """(stage) => {
            const formula = stage.querySelector(".formula").getBoundingClientRect();
            const buttons = stage.querySelector(".transport").getBoundingClientRect();
            return formula.bottom <= buttons.top && buttons.bottom <= innerHeight;
        }""",
        arg=stage.root.element_handle(),
    )


def expect_over_the_controls(page: Page) -> None:
    """What is said in passing hides neither headline nor picture."""
    page.wait_for_function(
        """() => {
            const [side, note] = ["stSidebar", "stToast"].map((name) =>
                document.querySelector(`[data-testid=${name}]`).getBoundingClientRect());
            return note.right <= side.right && note.bottom <= innerHeight;
        }"""
    )


def test_broken_files_change_nothing_and_a_photograph_is_shown_number_by_number(
    page: Page, app_url: str
) -> None:
    stage = open_stage(page, app_url, f"?{urlencode(LESSON)}")
    stage.expect_step(4)
    expect_address(page, **LESSON)
    formula = stage.formula()
    chooser = page.get_by_test_id("stSidebar").locator("input[type=file]").first
    refusals = vocabulary("en").section("refusal").values()
    openings = [text.split("{")[0] for text in refusals if text.split("{")[0]]
    said: list[str] = []
    for name, data in BROKEN.items():
        chooser.set_input_files({"name": name, "mimeType": "image/png", "buffer": data})
        alert = page.get_by_test_id("stAlert")
        if said:
            expect(alert.first).not_to_have_text(said[-1])
        expect(alert).to_have_count(1)
        said.append(alert.inner_text())
        assert any(said[-1].startswith(f"{name}: {opening}") for opening in openings), said[-1]
        assert stage.formula() == formula
        stage.expect_step(4)
        assert address(page) == LESSON
        expect_whole_below_a_sentence(stage)
    assert len(set(said)) == len(said)
    expect(page.get_by_test_id("stException")).to_have_count(0)

    # the next good file is taken
    chooser.set_input_files(SAMPLES["rocket"])
    told = f"640 × 427 pixels; on the stage {SIZE} × {SIZE} cells"
    expect(page.get_by_text(told)).to_be_visible()
    expect_over_the_controls(page)
    expect_address(page, **{"in": "upload"})
    # at once, while their bounds become those of a photograph
    slide_to(page, "Filter height", 3)
    slide_to(page, "Filter width", 3)
    expect_address(page, **{"in": "upload", "fh": "", "fw": ""})
    choose(page, "Preset", "Sobel x")
    expect_address(page, f="sobel_x~box~box")
    check_ten_steps(stage, truth_of_the_rocket("grey"))
    page.get_by_role("radio", name="RGB").click()
    expect(stage.lines).to_have_count(4)
    check_walk(stage, truth_of_the_rocket("rgb"))
